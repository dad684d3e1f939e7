from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brokers.interface import Broker
from tests.distributed.cluster import Cluster

SEED = 1
SIZE = int(os.environ.get("ZHOUQI_TEST_SIZE", "60"))
"""Projects of the county; by hand it may be as large as the real one."""


@pytest.fixture(scope="module")
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The county of seed 1 in a deployment of its own, all of it there.

    One for all tests of a module: some compare the county as it is, others let it go on or grow.
    """
    broker: Broker = request.getfixturevalue("_kafka")
    broker.clear()
    folder: Path = tmp_path_factory.mktemp("deployment")
    made = Cluster(folder / "cluster", broker, SEED, SIZE)
    with made.running():
        made.wait_ready()
        made.wait_there()
        yield made
