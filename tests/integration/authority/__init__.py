"""Who may do what, asked of every route of every service: probes, the county they are asked in, and the table."""
