"""Stands before the real one in processes of tests."""
