"""Run a program that refuses to run as root, when only root is there: ``python user_namespace.py PROGRAM ARGUMENT…``

The program runs in a user namespace in which root's id has another number. Outside it is still root:
it reads what root reads, and no account, owner or mode of any file is changed. It fails with status 126
where the kernel (or a container's profile) allows no user namespaces.

A script of the standard library alone, started with ``-I -S``, so that it costs some 15 ms.
"""

import ctypes
import os
import sys
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_INSIDE = 1000
"""The number that root's id gets; any but 0 does."""


def main() -> None:
    """Enter the namespace and become the program."""
    uid, gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        sys.stderr.write(f"no user namespace: {os.strerror(ctypes.get_errno())}\n")
        sys.exit(126)
    try:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{_INSIDE} {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{_INSIDE} {gid} 1", encoding="ascii")
    except OSError as error:
        sys.stderr.write(f"no user namespace: {error}\n")
        sys.exit(126)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - becoming the program is what this is for


if __name__ == "__main__":
    main()
