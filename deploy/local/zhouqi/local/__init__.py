"""The whole of Zhouqi on one machine: database, bus, services and simulated sources."""
