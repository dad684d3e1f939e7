"""What is known of a project, as far as its stalls and its light depend on it."""
