"""The loops look more often than in earnest for what has changed, so that tests need not wait for them."""

import pytest
from libs.events.tests.faults.points import quicken


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quicken(monkeypatch.setattr)
