"""What people enter about a project by hand 人工填报."""
