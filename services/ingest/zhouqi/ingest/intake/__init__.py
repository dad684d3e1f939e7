"""From a raw record to an event: judged, written down, and judged anew when the county has changed."""
