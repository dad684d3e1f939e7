"""Raising 提交: who may raise an issue about what, and where it lies."""
