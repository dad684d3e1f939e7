"""What is registered of each project."""
