"""What speaks against an entry: order, haste, age, documents. Pure; it warns, and never refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhouqi.events.contracts.lifecycle import Concern
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.entries.commands import Extend, Report
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.lifecycle.status.project_status import MANUAL, ProjectStatus, SignedAgreement


def concerns_of_report(command: Report, now: ProjectStatus) -> tuple[Concern, ...]:
    """What speaks against a reported day, by what is known of the project."""
    return tuple(_report(command, now))


def concerns_of_extension(command: Extend, now: ProjectStatus, due: date | None) -> tuple[Concern, ...]:
    """What speaks against an extension beyond ``due``, the day in force."""
    bounds = command.rules.extension
    found = []
    if due is not None and (command.due - due).days > bounds.warn_days:
        found.append(Concern.LONG_EXTENSION)
    if times_extended(command.milestone, now) >= bounds.warn_times:
        found.append(Concern.MANY_EXTENSIONS)
    return tuple(found)


def times_extended(milestone: Milestone, now: ProjectStatus) -> int:
    """How often the milestone was extended."""
    return sum(one.milestone is milestone for one in now.extensions)


def _report(command: Report, now: ProjectStatus) -> Iterator[Concern]:
    on, rules = command.on, command.rules.report
    before, after = _around(command.milestone, now.signed, command.rules)
    if any(one not in now.reached for one in before):
        yield Concern.MISSING_PREDECESSOR
    if any(day > on for day in _days(before, now)) or any(day < on for day in _days(after, now)):
        yield Concern.OUT_OF_ORDER
    last = max(_days(before, now), default=None)
    if last is not None and 0 <= (on - last).days < rules.least_days.get(command.milestone, 0):
        yield Concern.TOO_SOON
    if (command.today - on).days > rules.long_ago:
        yield Concern.LONG_AGO
    known = now.reached.get(command.milestone)
    if known is not None and known.basis == MANUAL and known.on != on:
        yield Concern.CHANGES_REPORT
    others = (one for milestone, one in now.reached.items() if milestone is not command.milestone)
    if any(one.document == command.document for one in others):
        yield Concern.DOCUMENT_USED


def _around(
    milestone: Milestone, signed: SignedAgreement | None, rules: EntryRules
) -> tuple[list[Milestone], list[Milestone]]:
    """The milestones of such a project that come before and after one; the last two have no order."""
    life = [one for one in Milestone if one is not milestone and rules.applies(one, signed)]
    order = list(Milestone)
    place = order.index(milestone)
    last = (Milestone.SCALED, Milestone.FULL_CAPACITY)
    apart = last if milestone in last else ()
    return (
        [one for one in life if order.index(one) < place and one not in apart],
        [one for one in life if order.index(one) > place and one not in apart],
    )


def _days(milestones: list[Milestone], now: ProjectStatus) -> list[date]:
    known = (now.reached.get(one) for one in milestones)
    return [one.on for one in known if one is not None and one.on is not None]
