"""Read models and pages for those who look at the county."""
