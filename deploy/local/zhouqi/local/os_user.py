"""Under which account PostgreSQL runs: it refuses to run as root."""

import os
import pwd
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhouqi.local import user_namespace
from zhouqi.local.errors import StackError

_OTHER = "nobody"


@dataclass(frozen=True)
class OsUser:
    """How to start a program that must not be root, and who owns its files."""

    prefix: tuple[str, ...] = ()
    """Goes before the program's own command line."""
    uid: int | None = None
    """Another account's id, where root has to hand the files to one."""
    gid: int | None = None

    def own(self, folder: Path) -> None:
        """Give ``folder`` to the account and let it pass the folder above; nothing to do for one's own."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)
            folder.parent.chmod(folder.parent.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)


def choose_user(needs: Sequence[Path]) -> OsUser:
    """The account for a program that works in or reads from the folders ``needs``.

    One's own; for root, root in a user namespace; where there is none, ``nobody``. Raises StackError when
    ``nobody`` could not reach a folder: no mode of a folder that is not ours is ever changed.
    """
    if os.geteuid() != 0:
        return OsUser()
    prefix = (sys.executable, "-I", "-S", user_namespace.__file__)
    if subprocess.run([*prefix, "/bin/true"], check=False, capture_output=True).returncode == 0:
        return OsUser(prefix)
    return unprivileged_user(needs)


def unprivileged_user(needs: Sequence[Path]) -> OsUser:
    """The account ``nobody``. Raises StackError when it cannot reach a folder of ``needs``."""
    for need in needs:
        for folder in need.absolute().parents:
            if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
                raise StackError(
                    f"PostgreSQL does not run as root, and the account {_OTHER} may not enter {folder}: "
                    "run this under another account, or in a folder that everybody may enter"
                )
    entry = pwd.getpwnam(_OTHER)
    return OsUser(uid=entry.pw_uid, gid=entry.pw_gid)
