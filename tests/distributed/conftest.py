from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brokers.interface import Broker
from tests.distributed.cluster import Cluster

SEED = 1
SIZE = 60


@pytest.fixture(scope="package")
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The county of seed 1 in a deployment of its own, all of it there.

    One for all tests of this package: the first compares the county as it is, the others let it go on.
    """
    broker: Broker = request.getfixturevalue("_kafka")
    broker.clear()
    folder: Path = tmp_path_factory.mktemp("deployment")
    made = Cluster(folder / "cluster", broker, SEED, SIZE)
    with made.running():
        made.wait_ready()
        made.wait_there()
        yield made
