"""The headline numbers, and how they lie in the county."""
