"""The county's people, who act over HTTP."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response

from zhouqi.service import accounts
from zhouqi.service.tokens import Tokens

URL = "/api/issues/issues"


@dataclass
class People:
    """Sends what accounts do, each under a key of its own unless one is given."""

    client: TestClient
    signing_key: str
    county: str
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def raise_(self, account: str, *, key: str | None = None, **body: object) -> Response:
        """``account`` raises an issue."""
        whole = {"category": "land", "title": "用地指标", "description": "何时可以落实用地指标？", **body}
        return self._post(URL, account, key, None, whole)

    def raised(self, account: str, **body: object) -> UUID:
        """The issue that ``account`` raises."""
        answer = self.raise_(account, **body)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["issue_id"])

    def does(
        self,
        account: str,
        act: str,
        issue: UUID,
        *,
        key: str | None = None,
        if_match: int | None = None,
        **body: object,
    ) -> Response:
        """``account`` does ``act``."""
        return self._post(f"{URL}/{issue}/{act}", account, key, if_match, body)

    def did(self, account: str, act: str, issue: UUID, **body: object) -> None:
        """``account`` does ``act``, and may."""
        answer = self.does(account, act, issue, **body)  # type: ignore[arg-type]  # members of a body
        assert answer.status_code == 200, answer.text

    def may(self, account: str, issue: UUID) -> Response:
        """What ``account`` may do with the issue."""
        return self.client.get(f"{URL}/{issue}/acts", headers=self.headers(account))

    def headers(self, account: str) -> dict[str, str]:
        """The headers of a request that ``account`` makes."""
        found = accounts.load().find(account)
        assert found is not None, account
        return {"Authorization": f"Bearer {Tokens(self.signing_key, self.county).sign(found.identity)}"}

    def _post(
        self, url: str, account: str, key: str | None, if_match: int | None, body: dict[str, object]
    ) -> Response:
        headers = {**self.headers(account), "Idempotency-Key": key or f"key-{next(self.keys)}"}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return self.client.post(url, json=body, headers=headers)
