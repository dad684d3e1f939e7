"""The list of projects, and its file."""
