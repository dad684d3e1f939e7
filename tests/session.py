"""Servers that the tests start end with the tests, also when those are killed."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhouqi.local import guardian
from zhouqi.local.ending import mark
from zhouqi.local.layout import Layout

_STACK = f"tests-{os.getpid()}"


def marked(part: str) -> dict[str, str]:
    """The environment of a server of this session, by which the guardian knows it."""
    return {**os.environ, **mark(_STACK, part)}


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    """A folder for the data of the session's servers, and a guardian that ends them."""
    with tempfile.TemporaryDirectory(prefix="zhouqi-tests-") as temporary:
        layout = Layout(Path(temporary))
        layout.path.chmod(0o755)
        with layout.lock_file.open("wb") as lock:
            guard = guardian.start(_STACK, layout.path, lock.fileno())
            try:
                yield layout.path
            finally:
                if guard.stdin is not None:
                    guard.stdin.close()
                guard.wait()
