"""The county's projects, a row each over all their streams: lists, figures and pages are made of it."""
