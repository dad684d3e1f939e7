"""What the sources and the registers of the county say, and how good they are."""
