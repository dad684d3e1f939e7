"""Where a project stands, and how that follows from claims and manual entries."""
