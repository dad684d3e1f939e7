"""Fixtures: ``broker`` runs a test on both brokers; ``embedded_broker`` and ``kafka_broker`` name one.

Apache Kafka is, in this order: the one at ``ZHOUQI_TEST_KAFKA`` (host:port; its topics are deleted), a container,
the one on this machine's Java. What cannot run says why it is skipped; with ``CI=true`` that is a failure.
Every test begins with a broker that runs and holds no topic.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.brokers.container import ContainerBroker, engine_answers
from tests.brokers.external import ExternalBroker
from tests.brokers.interface import Broker
from tests.brokers.kafka import KafkaBroker, Missing
from tests.brokers.tansu import TansuBroker


@pytest.fixture(scope="session")
def _tansu(session_folder: Path) -> Iterator[Broker]:
    broker = TansuBroker(_made(session_folder / "tansu"))
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def _kafka(session_folder: Path) -> Iterator[Broker]:
    if address := os.environ.get("ZHOUQI_TEST_KAFKA"):
        yield ExternalBroker(address)
    elif engine_answers():
        container = ContainerBroker()
        yield container
        container.remove()
    else:
        process = _kafka_on_java(_made(session_folder / "kafka"))
        yield process
        process.stop(kill=True)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _kafka_on_java(folder: Path) -> KafkaBroker:
    try:
        return KafkaBroker(folder)
    except Missing as missing:
        unavailable(str(missing))


def unavailable(reason: str) -> NoReturn:
    """Skip this test for what the machine lacks; where CI installs it, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def embedded_broker(request: pytest.FixtureRequest, processes: None) -> Broker:
    """The broker of the embedded profile, empty."""
    return _ready(request, "_tansu")


@pytest.fixture
def kafka_broker(request: pytest.FixtureRequest, processes: None) -> Broker:
    """Apache Kafka, empty."""
    return _ready(request, "_kafka")


@pytest.fixture(params=["embedded", "kafka"])
def broker(request: pytest.FixtureRequest, processes: None) -> Broker:
    """Each broker in turn, empty."""
    return _ready(request, {"embedded": "_tansu", "kafka": "_kafka"}[request.param])


def _ready(request: pytest.FixtureRequest, name: str) -> Broker:
    found: Broker = request.getfixturevalue(name)
    found.clear()
    return found
