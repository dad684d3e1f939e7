"""The registers of the county that its systems refer to by code, and its accounts."""

from zhouqi.sources.registers.api import registers
from zhouqi.sources.registers.demo_accounts import demo_accounts

__all__ = ["demo_accounts", "registers"]
