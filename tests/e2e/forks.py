"""``python -m tests.e2e.forks MODULE…``: a process that has imported what programs need, and forks them.

Every line of its input is a program to run as JSON: ``main`` (``module:function``), ``arguments``, ``environ``,
``output``, ``log`` (of what it says on stderr) and ``folder``. It answers each with the process's id. It ends when
its input does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import psutil

Program = Callable[[], Any]


def main() -> None:
    """Import, then fork until the input ends; in a fork, be that program."""
    for module in sys.argv[1:]:
        import_module(module)
    assert psutil.Process().num_threads() == 1, "a fork has only one of them"
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
    assert psutil.Process().num_threads() == 1, "a fork has only one of them"
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environ"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for target, path in ((1, wanted["output"]), (2, wanted["log"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), target)
    module, _, function = wanted["main"].partition(":")
    sys.argv = [module, *wanted["arguments"]]
    found: Program = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()
