"""The list of issues, and its file."""
