"""Which enterprise may have which policy, and how much."""
