"""The county's policies as files, and how what changed in them is published."""
