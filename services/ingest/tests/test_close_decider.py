"""A run ends once; a day closes once, and its close is said anew only when fewer are late."""

from __future__ import annotations

from datetime import date

from tests.deciding import DeciderSpec
from zhouqi.events.contracts.ingest import CollectionCompleted, CollectionFailed, DayClosed, FailureCause
from zhouqi.ingest.collection.commands import CompleteRun, FailRun
from zhouqi.ingest.collection.decider import CollectionDecider
from zhouqi.ingest.day_close.commands import CloseDay
from zhouqi.ingest.day_close.decider import DayCloseDecider
from zhouqi.ingest.intake.tally import Tally

DAY = date(2026, 10, 30)
READ = Tally(read=3, accepted=1, unchanged=1, rejected=1)
run = DeciderSpec(CollectionDecider())
day = DeciderSpec(DayCloseDecider())


def _close(*late: str) -> CloseDay:
    return CloseDay(DAY, {"ProjectRegistered": 7}, late)


def _closed(*late: str) -> DayClosed:
    return DayClosed(date=DAY, counted={"ProjectRegistered": 7}, late=late)


def test_a_run_ends_with_what_it_read() -> None:
    counts = {"read": 3, "accepted": 1, "unchanged": 1, "rejected": 1}
    failed = FailRun("land", "approval", FailureCause.GAP, READ, "seq:7")

    run.when(CompleteRun("land", "approval", READ)).then(
        CollectionCompleted(kind="land", source="approval", **counts)
    )
    run.when(failed).then(
        CollectionFailed(kind="land", source="approval", cause=FailureCause.GAP, detail="seq:7", **counts)
    )


def test_a_run_ends_once() -> None:
    ended = CompleteRun("land", "approval", READ)

    run.when(ended, ended).then()
    run.when(ended, FailRun("land", "approval", FailureCause.STORE, READ)).then()


def test_a_day_closes_with_who_is_late() -> None:
    day.when(_close("site", "tax")).then(_closed("site", "tax"))


def test_a_close_is_said_anew_only_when_fewer_are_late() -> None:
    late = day.given(_closed("site", "tax"))

    late.when(_close("site", "tax")).then()
    late.when(_close("tax")).then(_closed("tax"))
    late.when(_close("land")).then()
    late.when(_close("tax"), _close()).then(_closed())
    day.given(_closed()).when(_close()).then()
