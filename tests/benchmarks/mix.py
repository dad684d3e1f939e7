"""The county's events, as many as are asked for: what happens in it, in the proportions in which it happened.

``mix.csv`` is what the cockpit's journal held of the county of seed 1 with its 500 projects: how many
streams of each category had which events (``X*3``: three times; ``@2``: the next is number 2 of its stream).
Here each county of that kind is dealt to new projects, enterprises and townships with new ids; what an
event says is the golden payload of its type with these ids. The journal of that county arrived so that
500 consecutive events touched 376 streams, and one event in eight came after a later one of its stream,
because topics are read one after another. :func:`arriving` yields them likewise, some projects at a time:
370 streams, and one event in six.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import chain, count, islice
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events import Event
from zhouqi.events.contracts import CONTRACTS
from zhouqi.events.contracts.lifecycle import Milestone
from zhouqi.events.contracts.warning import Stall

COUNTY: Final = "330529"
PROJECTS: Final = 521
"""Projects of one county of the table; those that were withdrawn count too."""
TOWNSHIPS: Final = 12
_TOGETHER: Final = 200
"""Projects whose events arrive together: what makes 500 events touch as many streams as they did."""
_GOLDEN: Final = Path(__file__).parents[2] / "libs/events/tests/contracts/golden"
_BEGIN: Final = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
_MILESTONES: Final = list(Milestone)
_STALLS: Final = list(Stall)
_LIGHTS: Final = ("green",) * 6 + ("yellow",) * 2 + ("red",) * 2
_FEW: Final = ("ProjectRegistered", "ProjectSigned", "LightChanged", "ConnectionChanged")


@dataclass(frozen=True, slots=True)
class Shape:
    """What ``streams`` streams of a category hold: (sequence, type) for each event."""

    category: str
    streams: int
    events: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """The project that a stream belongs to, with its enterprise and township; ``number`` counts all."""

    number: int
    project: UUID
    code: str
    enterprise: str
    township: str


@cache
def shapes() -> tuple[Shape, ...]:
    """The table."""
    with (Path(__file__).parent / "mix.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Shape(row["category"], int(row["streams"]), tuple(_places(row["events"])))
            for row in csv.DictReader(file)
        )


def arriving(many: int, *, seed: int = 1, spread: bool = False) -> Iterator[Event]:
    """``many`` events in the order in which a consumer gets them, their positions still 0.

    ``spread``: of each stream the first event alone, so that each event touches another stream.
    """
    return islice(chain.from_iterable(counties(0, seed=seed, spread=spread)), many)


def projects(many: int) -> Iterator[Event]:
    """``many`` projects with the least that makes a row: registered, signed, judged and connected.

    One in fourteen has an issue, as in the county; the townships come first.
    """
    raised = [shape for shape in shapes() if shape.category == "issue"]
    category = {name: shape.category for shape in shapes() for _, name in shape.events}
    for number in range(many):
        county, place = divmod(number, PROJECTS)
        random = Random(number)
        owner = _owner(county, place, random)
        few = [Shape(category[name], 1, ((1, name),)) for name in _FEW]
        if place < TOWNSHIPS:
            few.insert(0, Shape("register/township", 1, ((1, "TownshipRegistered"),)))
        if number % 14 == 0:
            few.append(raised[number // 14 % len(raised)])
        for shape in few:
            name = _name(shape.category, owner, county, place, random)
            yield from _events(name, shape, owner, county, place, random)


def counties(first: int, *, seed: int = 1, spread: bool = False) -> Iterator[Iterable[Event]]:
    """All events of one county after another, from number ``first`` on without end."""
    for number in count(first):
        yield _county(number, Random(seed * 1_000_003 + number), spread=spread)


def _county(number: int, random: Random, *, spread: bool) -> Iterator[Event]:
    owners = [_owner(number, place, random) for place in range(PROJECTS)]
    dealt: list[list[tuple[str, Shape, Owner, int]]] = [[] for _ in owners]
    for category, of_category in _by_category().items():
        streams = [shape for shape in of_category for _ in range(shape.streams)]
        random.shuffle(streams)
        for place, shape in enumerate(streams):
            at = place % PROJECTS
            name = _name(category, owners[at], number, place, random)
            dealt[at].append((name, shape, owners[at], place))
    for start in range(0, PROJECTS, _TOGETHER):
        together = [
            event
            for of_project in dealt[start : start + _TOGETHER]
            for name, shape, owner, place in of_project
            for event in _events(name, shape, owner, number, place, random)
        ]
        if spread:
            first = {event.stream: event for event in reversed(together)}
            together = list(first.values())
        topics = list(_topics())
        random.shuffle(topics)
        turn = {topic: place for place, topic in enumerate(topics)}
        yield from sorted(together, key=lambda event: (turn[event.type], event.sequence))


@cache
def _topics() -> tuple[str, ...]:
    """Those of the table alone: a contract that is new elsewhere leaves the order as it was."""
    return tuple(sorted({name for shape in shapes() for _, name in shape.events}))


def _owner(county: int, place: int, random: Random) -> Owner:
    return Owner(
        county * PROJECTS + place,
        UUID(int=random.getrandbits(128), version=5),
        f"2403-{county:06d}-04-01-{place:06d}",
        f"91{county:06d}MA{place:07d}X",
        _township(county, place % TOWNSHIPS),
    )


def _township(county: int, place: int) -> str:
    return f"{330529 + county:06d}{place:03d}"


def _name(category: str, owner: Owner, county: int, place: int, random: Random) -> str:
    own = f"{county:04d}-{place:06d}"
    match category:
        case "register/enterprise" | "enterprise":
            own = owner.enterprise
        case "register/township":
            own = _township(county, place)
        case "project" | "warning" | "connection":
            own = str(owner.project)
        case "issue":
            own = str(UUID(int=random.getrandbits(128), version=5))
    return f"{category}/{own}"


def _events(
    stream: str, shape: Shape, owner: Owner, county: int, place: int, random: Random
) -> Iterator[Event]:
    at = _BEGIN + timedelta(minutes=county * PROJECTS + place)
    turns: Counter[str] = Counter()
    for sequence, name in shape.events:
        at += timedelta(hours=1)
        data = _said(name, stream, owner, county, turns)
        turns[name] += 1
        identity = UUID(int=random.getrandbits(128), version=5)
        yield Event(
            stream=stream,
            sequence=sequence,
            id=identity,
            type=name,
            schema_version=CONTRACTS[name].schema_version,
            occurred_at=at,
            recorded_at=at,
            county=COUNTY,
            correlation_id=identity,
            causation_id=None,
            actor=None,
            traceparent=None,
            data=msgspec.json.encode(data),
        )


def _said(name: str, stream: str, owner: Owner, county: int, turns: Counter[str]) -> dict[str, object]:
    """The golden payload with this stream's ids; what tells milestones and episodes apart moves on."""
    last = stream.rpartition("/")[2]
    mine: dict[str, object] = {
        "project_id": owner.project,
        "issue_id": last,
        "record_id": last,
        "project_code": owner.code,
        "code": owner.code,
        "enterprise_code": owner.enterprise,
        "enterprise": owner.enterprise,
        "township": owner.township,
        "account": last,
        "policy": last,
        "date": date(2026, 1, 5) + timedelta(days=county),
    }
    if name in ("EnterpriseRegistered", "TownshipRegistered"):
        mine["code"] = last
    if name.startswith("Milestone"):
        mine["milestone"] = _MILESTONES[(turns[name] + 1) % len(_MILESTONES)]
    if name.startswith("Stall"):
        open_since = turns["StallDetected"] - (name != "StallDetected")
        mine["stall"] = _STALLS[open_since % len(_STALLS)]
    if name == "LightChanged":
        mine["light"] = _LIGHTS[owner.number * 7 % 10]
    if name == "ProjectRegistered":
        mine |= _told_apart(owner.number)
    golden = _golden(name)
    return {**golden, **{key: value for key, value in mine.items() if key in golden}}


def _told_apart(number: int) -> dict[str, object]:
    """What people sort and filter projects by is not the same for all."""
    return {
        "name": f"年产{number % 97 + 1}万套精密轴承技改项目{number}",
        "total_investment": f"{500 + number * 7919 % 50_000}.00",
        "registered_on": date(2022, 1, 1) + timedelta(days=number * 31 % 1_500),
    }


@cache
def _golden(name: str) -> dict[str, object]:
    file = _GOLDEN / name / f"{CONTRACTS[name].schema_version}.json"
    return msgspec.json.decode(file.read_bytes(), type=dict[str, object])


@cache
def _by_category() -> dict[str, list[Shape]]:
    found: dict[str, list[Shape]] = {}
    for shape in shapes():
        found.setdefault(shape.category, []).append(shape)
    return found


def _places(text: str) -> Iterable[tuple[int, str]]:
    sequence = 0
    for token in text.split():
        if token.startswith("@"):
            sequence = int(token[1:]) - 1
            continue
        name, _, times = token.partition("*")
        for _ in range(int(times or 1)):
            sequence += 1
            yield sequence, name
