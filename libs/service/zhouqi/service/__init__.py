"""Chassis of a Zhouqi service and the zhouqi command."""
