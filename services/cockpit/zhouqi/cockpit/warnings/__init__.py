"""Each project's light, and the episodes of its stalls."""
