"""The close of a day: once what was due on it was collected, linked and connected, or is late beyond the hour."""
