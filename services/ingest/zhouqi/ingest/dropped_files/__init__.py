"""The files that lie in drop folders: what they are known by, and those that were not read."""
