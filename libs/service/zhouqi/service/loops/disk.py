"""That a disk is full, whoever says it: the database, or this machine.

Nothing is wrong with what was asked for, and nothing has to be started anew: it goes on by itself as soon
as there is room. Until then it is said as what it is, and not as a database that is away.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from time import monotonic
from typing import Final

import psycopg

from zhouqi.service.loops.health import Check, CheckResult, State

LEAST_FREE: Final = 64 * 1024 * 1024
"""With less than this free, in bytes, it is said before something fails."""
_NOTHING: Final = 1024 * 1024
_FORGOTTEN_SECONDS: Final = 60.0
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def is_full(error: BaseException) -> bool:
    """Whether ``error``, or what it comes from, says that a disk is full."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, psycopg.errors.DiskFull) or (
            isinstance(found, OSError) and found.errno in _FULL
        ):
            return True
        found = found.__cause__
    return False


class Disk:
    """What a process knows of the disks that it writes to, itself or through its databases.

    ``folder`` is one of this machine whose free space is looked at, where there is one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._met: float | None = None

    def note_full(self) -> None:
        """A write met a full disk."""
        self._met = monotonic()

    def check(self) -> Check:
        """Readiness: degraded while a write of the last minute met a full disk, or little is free."""
        return Check("disk", self.find)

    async def find(self) -> CheckResult:
        """What is known now."""
        amiss: dict[str, object] = {}
        if self._met is not None and monotonic() - self._met < _FORGOTTEN_SECONDS:
            amiss["cause"] = "disk full"
        if self._folder is not None and (free := shutil.disk_usage(self._folder).free) < LEAST_FREE:
            amiss |= {"cause": "disk full" if free < _NOTHING else "disk nearly full", "free_bytes": free}
        return CheckResult(State.DEGRADED if amiss else State.OK, amiss)
