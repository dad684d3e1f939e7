"""``python -m tests.e2e.forks MODULE…``: a process that has imported what programs need, and forks them.

Every line of its input is a program to run as JSON: ``main`` (``module:function``), ``arguments``, ``environ``,
``output`` and ``folder``. It answers each with the process's id. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

Program = Callable[[], Any]


def main() -> None:
    """Import, then fork until the input ends; in a fork, be that program."""
    for module in sys.argv[1:]:
        import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who ended leaves nothing behind
    program = _forked()
    if program is not None:
        sys.exit(program())


def _forked() -> Program | None:
    """Returns a program in each fork, and None in this process, at the end."""
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            return _become(wanted)
        print(child, flush=True)
    return None


def _become(wanted: Mapping[str, Any]) -> Program:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environ"])
    output = os.open(wanted["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    module, _, function = wanted["main"].partition(":")
    sys.argv = [module, *wanted["arguments"]]
    found: Program = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()
