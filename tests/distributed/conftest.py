from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest

from tests.brokers.interface import Broker
from tests.distributed.cluster import Cluster

SEED = 1
SIZE = int(os.environ.get("ZHOUQI_TEST_SIZE", "60"))
"""Projects of the county; by hand it may be as large as the real one."""


@pytest.fixture(scope="module")
def code() -> Mapping[str, Mapping[str, str]]:
    """The release that a service runs at first, if not this one."""
    return {}


class Clusters:
    """One deployment at a time. The next test gets the one that runs, unless that began with another release."""

    def __init__(self, broker: Broker, folders: pytest.TempPathFactory) -> None:
        self._broker = broker
        self._folders = folders
        self._code: Mapping[str, Mapping[str, str]] | None = None
        self._running = ExitStack()
        self._cluster: Cluster | None = None

    def of(self, code: Mapping[str, Mapping[str, str]]) -> Cluster:
        """The county of seed 1, all of it there, in a deployment that began with ``code``."""
        if self._cluster is None or self._code != code:
            self.end()
            self._broker.clear()
            made = Cluster(self._folders.mktemp("deployment") / "cluster", self._broker, SEED, SIZE)
            self._running.enter_context(made.running(code))
            made.wait_ready()
            made.wait_there()
            self._cluster, self._code = made, code
        return self._cluster

    def end(self) -> None:
        """End the one that runs, if one does."""
        self._cluster = None
        self._running.close()


@pytest.fixture(scope="package")
def clusters(
    processes: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clusters]:
    made = Clusters(request.getfixturevalue("_kafka"), tmp_path_factory)
    try:
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def cluster(clusters: Clusters, code: Mapping[str, Mapping[str, str]]) -> Cluster:
    """The county as it is, for tests that only look."""
    return clusters.of(code)


@pytest.fixture(scope="module")
def growing(clusters: Clusters, code: Mapping[str, Mapping[str, str]]) -> Iterator[Cluster]:
    """One whose county goes on or grows: nobody's afterwards."""
    yield clusters.of(code)
    clusters.end()
