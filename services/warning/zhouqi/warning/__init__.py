"""A project's light, and its stalls (六未)."""
