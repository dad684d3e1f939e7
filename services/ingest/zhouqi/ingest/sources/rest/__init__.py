"""Source systems that speak HTTP."""
