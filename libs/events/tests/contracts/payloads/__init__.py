"""A fact of every current contract, with every field set: one module a context."""
