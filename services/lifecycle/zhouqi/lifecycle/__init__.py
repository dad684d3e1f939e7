"""Where a project stands between signature and full capacity."""
