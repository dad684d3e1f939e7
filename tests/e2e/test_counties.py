"""Whatever county is drawn: every project, its episodes, its light and all figures follow from the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brokers.interface import Broker
from tests.e2e.agreement import disagreements
from tests.e2e.client import Client, truth
from tests.e2e.town import Town
from tests.postgres import Server

SEEDS = range(2, 22)
SIZE = 40


@pytest.fixture
def town(postgres_server: Server, embedded_broker: Broker, tmp_path: Path) -> Iterator[Town]:
    found = Town(postgres_server, embedded_broker, tmp_path)
    yield found
    found.drop()


@pytest.mark.timeout(900)
def test_twenty_counties_one_after_another(town: Town, subtests: pytest.Subtests) -> None:
    for seed in SEEDS:
        with (
            subtests.test(seed=seed),
            town.county(seed, SIZE) as stack,
            Client(stack, token=stack.token) as client,
        ):
            assert client.get("/api/cockpit/overview")["projects"] == SIZE
            assert disagreements(client, truth(stack)) == []
