"""Refused deliveries, as they were delivered."""
