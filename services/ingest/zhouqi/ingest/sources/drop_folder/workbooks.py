"""Workbooks, read by a process of its own: one that takes all memory or all time costs that process alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from types import TracebackType
from typing import Final, Self

import msgspec

from zhouqi.ingest.fields.columns import Column
from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.protocol import MOST_ANSWER_BYTES, WorkbookAnswer, WorkbookQuestion, read, write
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook
from zhouqi.ingest.sources.reader import Raw

__all__ = ["Bounds", "RefusalCause", "UnreadableWorkbook", "Workbooks", "records_of", "rows_of"]

_WALL_SECONDS: Final = 60.0
_HANDED_ON: Final = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
"""Of the environment. The rest holds secrets, which are no business of a process that reads what strangers wrote."""
_ENDED: Final[Mapping[int, RefusalCause]] = {
    -signal.SIGABRT: RefusalCause.TOO_LARGE,  # the allocator gave up
    -signal.SIGKILL: RefusalCause.TOO_LARGE,  # the kernel gave up
    -signal.SIGXCPU: RefusalCause.TOO_SLOW,
}


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class Workbooks:
    """Reads workbooks as long as the block lasts; the process begins with the first one, and anew if one ended it."""

    def __init__(self, bounds: Bounds | None = None, wall_seconds: float = _WALL_SECONDS) -> None:
        self._bounds = bounds or Bounds()
        self._wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = Lock()
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def rows(self, content: bytes, name: str, columns: Sequence[Column]) -> Sequence[Raw]:
        """The records of a file, each with its origin. Raises UnreadableWorkbook. See `table`."""
        return records_of(self.table(content, name, columns), name)

    def table(self, content: bytes, name: str, columns: Sequence[Column]) -> WorkbookAnswer:
        """The table of a file. Raises UnreadableWorkbook.

        ``columns`` say which field a column is; ``name`` is the file's.
        """
        answer = self.look(content, name, columns)
        if answer.refused is not None:
            raise UnreadableWorkbook(answer.refused, answer.said)
        return answer

    def look(self, content: bytes, name: str, columns: Sequence[Column]) -> WorkbookAnswer:
        """The table of a file, or why there is none."""
        if len(content) > self._bounds.packed_bytes:
            return WorkbookAnswer(refused=RefusalCause.TOO_LARGE)
        question = msgspec.json.encode(WorkbookQuestion(name, tuple(columns), self._bounds))
        try:
            with self._asking:
                return self._answer(question, content)
        except UnreadableWorkbook as what:
            return WorkbookAnswer(refused=what.cause, said=what.said)

    def stop(self) -> None:
        """End the process at once, whoever waits for its answer; for good."""
        self._stopped = True
        if (process := self._process) is not None:
            process.kill()
        with self._asking:
            self._close()

    def _close(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        process.communicate()
        return process.returncode

    def _answer(self, question: bytes, content: bytes) -> WorkbookAnswer:
        if self._stopped:
            raise Stopped
        process = self._process = self._process or _begin()
        late = Timer(self._wall_seconds, process.kill)
        began = monotonic()
        late.start()
        try:
            said = _ask(process, question, content)
        finally:
            late.cancel()
        if said is None:
            ended = self._close()
            overdue = monotonic() - began >= self._wall_seconds
            raise UnreadableWorkbook(
                RefusalCause.TOO_SLOW if overdue else _ENDED.get(ended, RefusalCause.NO_WORKBOOK)
            )
        return msgspec.json.decode(said, type=WorkbookAnswer)


def records_of(table: WorkbookAnswer, name: str) -> list[Raw]:
    """The records of a table as they are delivered: each says in which file and row it stood, and how it was typed."""
    return [
        {**record, ORIGIN: {"file": name, "row": number, **({"typed": typed} if typed else {})}}
        for number, record, typed in table.rows
    ]


def rows_of(path: Path, columns: Sequence[Column]) -> Sequence[Raw]:
    """The records of one file; see `Workbooks.rows`. Raises UnreadableWorkbook and OSError."""
    with Workbooks() as books, path.open("rb") as file:
        return books.rows(file.read(Bounds().packed_bytes + 1), path.name, columns)


def _begin() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "zhouqi.ingest.sheets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
        start_new_session=True,
    )


def _ask(process: subprocess.Popen[bytes], question: bytes, content: bytes) -> bytes | None:
    """The answer; None when the process ended instead."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        write(process.stdin, question)
        write(process.stdin, content)
        return read(process.stdout, MOST_ANSWER_BYTES)
    except OSError:
        return None
