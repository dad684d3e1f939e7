"""The numbers above the list of projects."""
