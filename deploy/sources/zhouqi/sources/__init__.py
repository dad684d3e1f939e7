"""Simulated source systems of a simulated county."""
