"""The exchange database 前置库: tables that 实名制考勤 and 智慧工地 fill, and others read."""

from zhouqi.sources.exchange.channel import Exchange

__all__ = ["Exchange"]
