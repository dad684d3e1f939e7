"""What is to be said of a project on a day, and what was published of it."""
