"""The county's people: a program that does what they do, through the public HTTP API alone."""
