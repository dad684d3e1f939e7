"""What the slices share beside lists."""
