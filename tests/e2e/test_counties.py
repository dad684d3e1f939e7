"""Whatever county is drawn: every project, its episodes, its light and all figures follow from the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brokers.interface import Broker
from tests.brokers.waiting import until
from tests.e2e.agreement import disagreements
from tests.e2e.client import Client, truth
from tests.e2e.town import County, Town
from tests.postgres import Server

SEEDS = range(2, 22)
SIZE = 40
DAYS = 5


@pytest.fixture
def town(postgres_server: Server, embedded_broker: Broker, tmp_path: Path) -> Iterator[Town]:
    found = Town(postgres_server, embedded_broker, tmp_path)
    yield found
    found.drop()


@pytest.mark.timeout(900)
def test_twenty_counties_one_after_another(town: Town, subtests: pytest.Subtests) -> None:
    """The records of every second one come in an order of its own; the first goes on for some days."""
    for seed in SEEDS:
        shuffle = seed if seed % 2 else 0
        with (
            subtests.test(seed=seed, shuffle=shuffle),
            town.county(seed, SIZE, shuffle) as stack,
            Client(stack, token=stack.token) as client,
        ):
            assert client.get("/api/cockpit/overview")["projects"] == SIZE
            assert disagreements(client, truth(stack)) == []
            if seed == SEEDS[0]:
                with Client(stack, "operator") as operator:
                    for _ in range(DAYS):
                        _pass_a_day(operator)
                _agrees_soon(client, stack)


def _pass_a_day(operator: Client) -> None:
    today = operator.get("/api/ingest/day")["today"]
    assert operator.post("/api/ingest/days", after=today).status_code == 202
    until(lambda: bool(operator.get("/api/ingest/day")["closed"] > today), 20, "the next day is closed")


def _agrees_soon(client: Client, county: County) -> None:
    until(lambda: not disagreements(client, truth(county)), 40, "all came through")
