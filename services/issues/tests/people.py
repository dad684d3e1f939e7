"""The county's people, who act over HTTP."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response

from tests.served import signed_in

URL = "/api/issues/issues"


@dataclass(frozen=True)
class Sent:
    """What a request carries beside its body."""

    key: str | None = None
    if_match: int | None = None


AS_EVER = Sent()


@dataclass
class People:
    """Sends what accounts do, each under a key of its own unless one is given.

    What happened at another time than now is taken over for its account.
    """

    client: TestClient
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def raise_(self, account: str, sent: Sent = AS_EVER, /, **body: object) -> Response:
        """``account`` raises an issue."""
        whole = {"category": "land", "title": "用地指标", "description": "何时可以落实用地指标？", **body}
        return self._post(URL, account, sent, whole)

    def raised(self, account: str, sent: Sent = AS_EVER, /, **body: object) -> UUID:
        """The issue that ``account`` raises."""
        answer = self.raise_(account, sent, **body)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["issue_id"])

    def does(self, account: str, act: str, issue: UUID, sent: Sent = AS_EVER, /, **body: object) -> Response:
        """``account`` does ``act``."""
        return self._post(f"{URL}/{issue}/{act}", account, sent, body)

    def did(self, account: str, act: str, issue: UUID, /, **body: object) -> None:
        """``account`` does ``act``, and may."""
        answer = self.does(account, act, issue, **body)
        assert answer.status_code == 200, answer.text

    def may(self, account: str, issue: UUID) -> Response:
        """What ``account`` may do with the issue."""
        return self.client.get(f"{URL}/{issue}/acts", headers=self.headers(account))

    def headers(self, account: str) -> dict[str, str]:
        """The headers of a request that ``account`` makes."""
        return signed_in(account)

    def _post(self, url: str, account: str, sent: Sent, body: dict[str, object]) -> Response:
        headers = {**self.headers(account), "Idempotency-Key": sent.key or f"key-{next(self.keys)}"}
        if "occurred_at" in body:
            headers |= {**self.headers("takeover"), "Zhouqi-Entered-For": account}
            body = {"late_reason": "系统上线前办理", "late_document": "移交清单1号", **body}
        if sent.if_match is not None:
            headers["If-Match"] = f'"{sent.if_match}"'
        return self.client.post(url, json=body, headers=headers)
