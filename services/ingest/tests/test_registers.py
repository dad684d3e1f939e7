"""The county's registers: what changed is an event, the rest nothing; the calendar as far as it is known."""

from __future__ import annotations

from datetime import date

import pytest
from services.ingest.tests.collecting import register
from services.ingest.tests.store import facts, facts_of
from services.ingest.tests.systems import Systems

from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    CalendarPublished,
    CollectionFailed,
    EnterpriseRegistered,
    TownshipRegistered,
)
from zhouqi.ingest.calendar import calendar, years
from zhouqi.ingest.wires import SourceFailed
from zhouqi.service.runtime import Runtime

ENTERPRISE = {
    "code": "91330523MA2B3C0290",
    "name": "澄川示例轴承有限公司",
    "township_code": "330529100",
    "industry_code": "C3451",
    "above_scale": True,
    "honours": ["high_tech"],
}
AGENT = {"id": "agent-330529100-1", "name": "澄川街道代办员1号", "role": "agent", "scope": "330529100"}


async def test_every_register_is_published(runtime: Runtime, systems: Systems) -> None:
    systems.register["enterprises"] = [ENTERPRISE]

    await register(runtime, systems)

    assert [fact.code for fact in await facts(runtime, TownshipRegistered)] == ["330529100", "330529101"]
    (enterprise,) = await facts(runtime, EnterpriseRegistered)
    assert (enterprise.township, enterprise.above_scale, enterprise.honours) == (
        "330529100",
        True,
        ("high_tech",),
    )
    assert [fact.account for fact in await facts(runtime, AccountGranted)] == ["leader"]
    assert [fact.year for fact in await facts(runtime, CalendarPublished)] == list(range(2021, 2028))


async def test_what_says_the_same_is_no_event(runtime: Runtime, systems: Systems) -> None:
    systems.register["enterprises"] = [ENTERPRISE]
    await register(runtime, systems)
    before = len(await facts_of(runtime))

    await register(runtime, systems)

    assert len(await facts_of(runtime)) == before + 1, "the run alone"


async def test_what_changes_and_changes_back_is_two_events(runtime: Runtime, systems: Systems) -> None:
    for honours in ([], ["specialised"], []):
        systems.register["enterprises"] = [{**ENTERPRISE, "honours": honours}]
        await register(runtime, systems)

    assert [fact.honours for fact in await facts(runtime, EnterpriseRegistered)] == [(), ("specialised",), ()]


async def test_an_account_that_the_register_drops_is_revoked_once_and_may_come_back(
    runtime: Runtime, systems: Systems
) -> None:
    accounts = systems.register["accounts"]
    assert isinstance(accounts, list)
    for listed in ([*accounts, AGENT], accounts, accounts, [*accounts, AGENT]):
        systems.register["accounts"] = listed
        await register(runtime, systems)

    said = [
        type(fact)
        for fact in await facts_of(runtime)
        if isinstance(fact, AccountGranted | AccountRevoked) and fact.account == AGENT["id"]
    ]
    assert said == [AccountGranted, AccountRevoked, AccountGranted]


@pytest.mark.parametrize("broken", ["townships", "accounts"])
async def test_a_register_without_its_parts_is_refused_and_revokes_nobody(
    runtime: Runtime, systems: Systems, broken: str
) -> None:
    await register(runtime, systems)
    systems.register[broken] = []

    with pytest.raises(SourceFailed, match="malformed"):
        await register(runtime, systems)

    assert not await facts(runtime, AccountRevoked)
    assert [fact.cause for fact in await facts(runtime, CollectionFailed)] == ["malformed"]


def test_the_calendar_of_a_known_year_has_its_exceptions() -> None:
    said = calendar(2026)

    assert not said.provisional
    assert date(2026, 2, 16) in said.holidays  # a Monday in the Spring Festival
    assert {date(2026, 2, 14), date(2026, 10, 10)} <= set(said.workdays)  # worked Saturdays
    assert not any(day.weekday() >= 5 for day in said.holidays)
    assert not any(day.weekday() < 5 for day in said.workdays)
    weekdays = sum(date(2026, 1, 1).replace(month=m, day=d).weekday() < 5 for m, d in _days(2026))
    assert weekdays - len(said.holidays) + len(said.workdays) == 248


def test_a_year_whose_notice_is_not_out_is_provisional() -> None:
    assert calendar(2027) == CalendarPublished(year=2027, provisional=True)
    assert list(years(date(2026, 10, 30))) == [2021, 2022, 2023, 2024, 2025, 2026, 2027]


def _days(year: int) -> list[tuple[int, int]]:
    first = date(year, 1, 1).toordinal()
    days = [date.fromordinal(number) for number in range(first, date(year + 1, 1, 1).toordinal())]
    return [(day.month, day.day) for day in days]
