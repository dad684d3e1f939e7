"""The aggregate ``project/<id>``: what is decided about a project, and how it is looked up."""
