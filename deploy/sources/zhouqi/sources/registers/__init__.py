"""The registers of the county that its systems refer to by code."""

from zhouqi.sources.registers.api import registers

__all__ = ["registers"]
