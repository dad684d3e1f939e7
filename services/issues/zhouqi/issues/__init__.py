"""The closed loop of what enterprises and agents raise."""
