"""The events behind what is shown."""
