"""Issues, each with the way through its loop: lists, figures and pages are made of it."""
