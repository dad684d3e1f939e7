"""The close of warning's day: every project is judged as of it."""
