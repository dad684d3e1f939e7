from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from tests.deploy import composition
from tests.deploy.build import ROOT, Images
from tests.deploy.composition import Container
from tests.deploy.plain import Stack
from zhouqi.local import ports

SERVICES: Final = ("ingest", "lifecycle", "warning", "issues", "policy", "cockpit")
COMPOSE: Final = ROOT / "deploy" / "compose"


@pytest.fixture(scope="session")
def images(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Images:
    """The images of all services and of the simulated county, as far as a plain process can build them."""
    images = Images(tmp_path_factory.mktemp("images"))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(images.environment_of, ("cockpit", "sources", *SERVICES[:-1])))
    return images


@pytest.fixture(scope="session")
def containers() -> dict[str, Container]:
    """The compose file as it is, with the settings of its ``.env`` alone."""
    return composition.read(COMPOSE, {})


@pytest.fixture(scope="session")
def _stack(session_folder: Path, images: Images) -> Iterator[Stack]:
    folder = session_folder / "compose"
    folder.mkdir()
    settings = {
        "ZHOUQI_SIZE": "10",
        "ZHOUQI_PORT": str(ports.free_port()),
        "ZHOUQI_BUS_PORT": str(ports.free_port()),
    }
    stack = Stack(folder, COMPOSE, images, settings)
    try:
        yield stack
    finally:
        stack.end()


@pytest.fixture
def stack(_stack: Stack) -> Stack:
    """Everything that `docker compose up` starts, running; what another test has ended is started again."""
    _stack.up()
    return _stack
