"""A process that outlives the stack's own by a moment: when that one dies, however, it ends all the others.

``python -m zhouqi.local.guardian STACK DATA`` reads from a pipe that nobody writes to; it closes when
the process that holds its other end is gone. Until it has finished, it keeps the data folder locked.
"""

import signal
import subprocess
import sys
from pathlib import Path

from zhouqi.local.layout import Layout
from zhouqi.local.shutdown import stop_all, tag_environment


def start(stack: str, data: Path, lock: int) -> subprocess.Popen[bytes]:
    """Start a guardian for this process; ``lock`` is the file descriptor that it keeps open."""
    return subprocess.Popen(
        [sys.executable, "-m", "zhouqi.local.guardian", stack, str(data)],
        stdin=subprocess.PIPE,
        start_new_session=True,
        pass_fds=[lock],
        env=tag_environment(stack, "guardian"),
        cwd="/",
    )


def main(arguments: list[str]) -> None:
    """Wait for the end of the pipe, then end the stack."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    stack, data = arguments[0], Layout(Path(arguments[1]))
    while sys.stdin.buffer.read(1):
        pass
    stop_all(stack, data.cluster)
    data.stack.unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1:])
