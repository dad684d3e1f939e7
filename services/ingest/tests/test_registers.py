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
    CollectionCompleted,
    CollectionFailed,
    EnterpriseRegistered,
    TownshipRegistered,
)
from zhouqi.ingest.registers.calendar import calendar, published_years
from zhouqi.ingest.sources import SourceFailed
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


async def test_what_the_register_does_not_say_of_an_enterprise_is_neither_no_nor_none(
    runtime: Runtime, systems: Systems
) -> None:
    silent = {key: value for key, value in ENTERPRISE.items() if key not in ("above_scale", "honours")}
    for said in (silent, {**ENTERPRISE, "above_scale": False, "honours": []}):
        systems.register["enterprises"] = [said]
        await register(runtime, systems)

    found = [(fact.above_scale, fact.honours) for fact in await facts(runtime, EnterpriseRegistered)]
    assert found == [(None, None), (False, ())]


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


ODD: dict[str, object] = {
    "no role that there is": {**AGENT, "role": "emperor"},
    "no name": {**AGENT, "name": None},
    "one id, two accounts": {**AGENT, "role": "leader", "scope": None},
    "no id": {"name": "无编号", "role": "agent"},
    "no entry": "agent-330529100-1",
}


@pytest.mark.parametrize("odd", ODD)
async def test_one_entry_that_cannot_be_read_is_said_and_stays_as_it_was(
    runtime: Runtime, systems: Systems, odd: str
) -> None:
    accounts = systems.register["accounts"]
    assert isinstance(accounts, list)
    systems.register["accounts"] = [*accounts, AGENT]
    await register(runtime, systems)
    twice = [AGENT] if odd == "one id, two accounts" else []
    systems.register["accounts"] = [*accounts, *twice, ODD[odd], {**AGENT, "id": "agent-330529100-2"}]

    await register(runtime, systems)

    assert not await facts(runtime, AccountRevoked)
    assert [fact.account for fact in await facts(runtime, AccountGranted)] == [
        "leader",
        "agent-330529100-1",
        "agent-330529100-2",
    ]
    assert [run.rejected for run in await facts(runtime, CollectionCompleted)] == [0, 1]


async def test_a_register_that_was_cut_short_revokes_nobody(runtime: Runtime, systems: Systems) -> None:
    accounts = systems.register["accounts"]
    assert isinstance(accounts, list)
    systems.register["accounts"] = [*accounts, *({**AGENT, "id": f"agent-{number}"} for number in range(30))]
    await register(runtime, systems)
    systems.register["accounts"] = accounts

    with pytest.raises(SourceFailed, match="implausible"):
        await register(runtime, systems)

    assert not await facts(runtime, AccountRevoked)


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
    said = calendar(2027)

    assert said == CalendarPublished(
        year=2027,
        provisional=True,
        holidays=(
            date(2027, 1, 1),
            date(2027, 2, 5),  # the eve of the Spring Festival; its other days but the third lie on a weekend
            date(2027, 2, 8),
            date(2027, 4, 5),
            date(2027, 6, 9),
            date(2027, 9, 15),
            date(2027, 10, 1),
        ),
    )
    assert list(published_years(date(2026, 10, 30))) == [2021, 2022, 2023, 2024, 2025, 2026, 2027]


def _days(year: int) -> list[tuple[int, int]]:
    first = date(year, 1, 1).toordinal()
    days = [date.fromordinal(number) for number in range(first, date(year + 1, 1, 1).toordinal())]
    return [(day.month, day.day) for day in days]


async def test_a_name_that_cannot_be_seen_or_names_a_person_is_not_published(
    runtime: Runtime, systems: Systems
) -> None:
    systems.register["enterprises"] = [{**ENTERPRISE, "name": "丙\u200b丁公司"}]
    systems.register["accounts"] = [
        {**AGENT, "name": "代办员赵敏华"},
        {**AGENT, "id": "a2", "name": "\u200b"},
    ]

    await register(runtime, systems)

    assert [fact.name for fact in await facts(runtime, EnterpriseRegistered)] == ["丙丁公司"]
    assert [fact.name for fact in await facts(runtime, AccountGranted)] == [AGENT["id"], "a2"]
