"""Which services the embedded stack hosts."""

SERVICES: tuple[str, ...] = ("ingest", "lifecycle", "cockpit")
"""In the order in which facts travel; ``zhouqi.<name>.app`` holds each one's wiring."""
