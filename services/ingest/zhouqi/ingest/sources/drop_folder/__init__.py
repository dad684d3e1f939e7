"""Folders into which Excel files are dropped."""
