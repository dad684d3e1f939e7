"""Projections that several services keep of the same events."""
