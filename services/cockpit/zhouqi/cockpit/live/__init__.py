"""Tells an open page what changed."""
