"""Closing 办结: what nobody rated in time is closed once its last day is."""
