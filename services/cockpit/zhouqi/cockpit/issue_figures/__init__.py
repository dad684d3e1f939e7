"""The numbers above the list of issues."""
