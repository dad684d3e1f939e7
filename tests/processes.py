"""``--without-database``: only the tests that start no process, which is what `make check` runs.

PostgreSQL, a broker, a browser, a stack, a compiler: each is a process, and whoever starts one asks for the fixture
``processes``, itself or through a fixture that it uses. So nobody keeps a list of the tests that need none: one that
starts a process and has not asked for it fails under the option, and says what is missing.
"""

import sys
from collections.abc import Iterator
from typing import Final

import pytest

OPTION: Final = "--without-database"
_STARTS: Final = frozenset(
    {"subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"}
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        OPTION, action="store_true", help="only tests that start no process: no server, no browser"
    )


@pytest.fixture(scope="session")
def processes() -> None:
    """Asked for by whatever starts a process."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption(OPTION):
        left_out = [item for item in items if "processes" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if "processes" not in getattr(item, "fixturenames", ())]


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Under the option a test that starts a process fails at that line."""
    refusing = session.config.getoption(OPTION)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if refusing and event in _STARTS:
            pytest.fail(
                f"{event} {arguments[:2]!r}: a test that starts a process asks for the fixture `processes`"
            )

    sys.addaudithook(refuse)
    result = yield
    refusing = False
    return result
