"""Workbooks dropped into folders, as 项目验收 and 政策兑付 hand on what they hold."""

from zhouqi.sources.drops.channel import Drops

__all__ = ["Drops"]
