"""A record of a source: what it says now, given everything that was delivered of it."""
