"""What the caller may enter about a project now."""
