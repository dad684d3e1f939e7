"""Handling 办理: what people do with an issue over HTTP, from its acceptance to its rating."""
