"""Loops of a worker and how well they are: supervision, health, lag, capacity, parked messages."""
