"""What the records of a project claim of its milestones."""
