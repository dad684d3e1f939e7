"""What industries are called."""
