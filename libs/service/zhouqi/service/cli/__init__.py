"""The ``zhouqi`` command. One file per group of commands; more come from the group ``zhouqi.commands``."""

from __future__ import annotations

from zhouqi.service.cli.command import main

__all__ = ["main"]
