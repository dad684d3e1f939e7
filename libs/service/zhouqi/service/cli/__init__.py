"""The ``zhouqi`` command. One file per group of commands; more come from the group ``zhouqi.commands``."""

from __future__ import annotations

import sys

from zhouqi.service.cli import probe

__all__ = ["main"]

_HELP = ("-h", "--help")


def main() -> None:
    """Entry point of the script. A probe starts without the other commands, whose imports take a second."""
    if sys.argv[1:2] == [probe.NAME] and not set(_HELP) & set(sys.argv):
        probe.probe_command()()
        return
    from zhouqi.service.cli import command  # noqa: PLC0415 - see above

    command.main()
