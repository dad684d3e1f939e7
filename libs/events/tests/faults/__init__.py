"""Faults: processes killed and paused, brokers and databases lost or set back; each also without its protection."""
