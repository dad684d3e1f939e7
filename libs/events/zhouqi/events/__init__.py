"""Event log, relay, journal, fold and contracts of Zhouqi."""
