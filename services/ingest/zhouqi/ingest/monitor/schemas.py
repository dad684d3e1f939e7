"""What is answered of kinds and of runs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.access import Answer

WireName = Literal["rest", "exchange", "drops"]


class Run(Answer):
    """An ended collection: how many records were read, and what became of them.

    ``cause`` is why it gave up, None for one that came to its end; ``detail`` says more of it in a code.
    """

    kind: str
    source: str
    ended_at: datetime
    cause: FailureCause | None
    detail: str | None
    read: int
    accepted: int
    unchanged: int
    rejected: int


class Queued(Answer):
    """The collection waits in the queue; ``new`` is false when one waited there already.

    What became of it stands in the runs once it has ended.
    """

    kind: str
    new: bool


class Counts(Answer):
    """How many records of a kind there are, how many of them wait for a project, how many were refused."""

    kind: str
    records: int = 0
    unmatched: int = 0
    rejected: int = 0


class Title(Answer):
    """A name in both languages."""

    zh: str
    en: str


class KindView(Answer):
    """One kind: where it comes from and when, how its last run went, and what is there of it.

    ``every_hours`` is business time between two collections. ``complete_to`` is the time up to which its
    source vouched at the last run that came to its end. ``state``: it waits for its next turn (idle), is in
    the queue (queued), is being collected (running), or is tried again (retrying). ``attempts`` were made since
    one last came to its end, the last of them at ``attempted_at``, by the wall clock: a failure that repeats is
    one run a day, and these say how often it was met. ``paused_until``: its source asked to be left alone until
    then, by the wall clock. ``late``: the last closed day was closed without it, and it has not come since.
    """

    name: str
    title: Title
    source: str
    department: str
    wire: WireName
    every_hours: int
    collected_at: datetime | None
    complete_to: datetime | None
    state: Literal["idle", "queued", "running", "retrying"]
    attempts: int
    attempted_at: datetime | None
    paused_until: datetime | None
    late: bool
    last: Run | None
    records: int
    unmatched: int
    rejected: int
