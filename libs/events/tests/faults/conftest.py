"""The loops look more often than in earnest for what has changed, so that no test waits for them."""

import pytest
from libs.events.tests.faults.points import look_often


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    look_often(monkeypatch.setattr)
