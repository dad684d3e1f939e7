"""All kinds of records of a project: what the truth has of each, but for what its sources lack."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import dropwhile, islice

from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.record import Kind, Record
from zhouqi.sources.county.records.agreements import agreements, filings, lands
from zhouqi.sources.county.records.amounts import (
    evaluations,
    inputs,
    investments,
    payments,
    sales,
    taxes,
)
from zhouqi.sources.county.records.mistaken_records import mistaken_record, withdrawn_and_restored
from zhouqi.sources.county.records.permits import (
    acceptances,
    energy_reviews,
    environment_assessments,
    permits,
    planning_permits,
    statistics_entries,
)
from zhouqi.sources.county.records.record_maker import RecordMaker
from zhouqi.sources.county.records.registrations import registrations
from zhouqi.sources.county.records.sites import attendances, sites
from zhouqi.sources.scenario import Scenario
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["records_of", "stray_records_of"]

KINDS: dict[Kind, Callable[[RecordMaker], Iterator[Record]]] = {
    Kind.PROJECT: registrations,
    Kind.AGREEMENT: agreements,
    Kind.LAND: lands,
    Kind.FILING: filings,
    Kind.ENERGY: energy_reviews,
    Kind.ENVIRONMENT: environment_assessments,
    Kind.PLANNING: planning_permits,
    Kind.PERMIT: permits,
    Kind.STATISTICS: statistics_entries,
    Kind.INVESTMENT: investments,
    Kind.INPUTS: inputs,
    Kind.ATTENDANCE: attendances,
    Kind.SITE: sites,
    Kind.ACCEPTANCE: acceptances,
    Kind.SALES: sales,
    Kind.TAX: taxes,
    Kind.PAYMENT: payments,
    Kind.PERFORMANCE: evaluations,
}
PERIODIC = frozenset({Kind.INVESTMENT, Kind.INPUTS, Kind.ATTENDANCE, Kind.SALES, Kind.TAX})
"""Kinds that come in order, endlessly; of the others a project has a few records."""
FEW = 2
"""Stray records of a kind and project at most."""


def records_of(
    scenario: Scenario, seed: int, kind: Kind, truth: ProjectTruth, since: date = date.min
) -> Iterator[Record]:
    """Answer a project's records of a kind, those that begin first first: without end for some, so take what you need.

    They start with the first that begins on the day `since` or later. Nothing begins before the project is registered,
    or after it has ended but its registration.
    """
    return dropwhile(
        lambda record: record.begins < since,
        _all(scenario, kind, RecordMaker(seed, scenario.calendar, truth, since)),
    )


def stray_records_of(scenario: Scenario, seed: int, kind: Kind, stranger: ProjectTruth) -> Iterator[Record]:
    """Answer records of a project that the county does not have, which got into its systems all the same."""
    if kind is Kind.PROJECT or not SeededRandom(seed, "stray", kind, stranger.project.serial).chance(0.6):
        return
    for record in islice(records_of(scenario, seed, kind, stranger), FEW):
        if record.begins <= scenario.calendar.scenario_day:
            yield replace(record, project=None, versions=record.versions[:1])


def _all(scenario: Scenario, kind: Kind, maker: RecordMaker) -> Iterator[Record]:
    truth = maker.truth
    if kind is Kind.PROJECT:
        return registrations(maker)
    if kind in truth.coverage.gaps:
        filled = truth.coverage.gaps[kind]
        if filled is None:
            return iter(())
        return _until(truth.ends, _from(filled, kind, KINDS[kind](maker)))
    if kind in PERIODIC:
        return _until(truth.ends, KINDS[kind](maker))
    known = _from(truth.project.registered, kind, KINDS[kind](maker))
    few = [withdrawn_and_restored(scenario, maker, record) for record in _until(truth.ends, known)]
    few += [wrong for record in few[:1] for wrong in mistaken_record(scenario, maker, record)]
    return iter(sorted(few, key=lambda record: record.begins))


def _until(ends: date | None, records: Iterator[Record]) -> Iterator[Record]:
    """Answer what begins by the end, without what would change later."""
    if ends is None:
        yield from records
        return
    for record in records:
        if record.begins > ends:
            return
        yield replace(record, versions=tuple(one for one in record.versions if one.since <= ends))


def _from(filled: date, kind: Kind, records: Iterator[Record]) -> Iterator[Record]:
    """Answer what a source has that holds nothing before a day: what is true then, and what comes later."""
    for record in records:
        if record.begins >= filled:
            yield record
        elif kind not in PERIODIC:
            known = [one for one in record.versions if one.since <= filled]
            later = record.versions[len(known) :]
            yield replace(record, versions=(replace(known[-1], since=filled), *later))
