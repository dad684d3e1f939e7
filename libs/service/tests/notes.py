"""Notes, which the sample service keeps: written as a client would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import httpx2
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer

NOTE: Final = {"township": "330529001", "text": "hello"}


def write(
    client: TestClient,
    number: int,
    key: str = "k1",
    account: str = "dispatcher",
    headers: Mapping[str, str] | None = None,
    **form: object,
) -> httpx2.Response:
    """The answer to the form under a key."""
    sent = {**bearer(account), "Idempotency-Key": key, **(headers or {})}
    return client.post(f"/api/sample/notes/{number}", json={**NOTE, **form}, headers=sent)
