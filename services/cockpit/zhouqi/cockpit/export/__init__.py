"""Lists as Excel files."""
