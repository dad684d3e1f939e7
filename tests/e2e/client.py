"""Ask a running stack as a script would: with a token of the command line, over HTTP."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self
from uuid import uuid4

import httpx2
from deploy.local.tests.running import zhouqi


class Stack(Protocol):
    """Whatever runs there."""

    @property
    def data(self) -> Path:
        """Its folder."""

    @property
    def port(self) -> int:
        """Of its API."""


class Client:
    """One account's view of a running stack."""

    def __init__(self, stack: Stack, account: str = "leader", token: str | None = None) -> None:
        """With ``token``, or with one of ``account`` that the command line gives."""
        token = token or _token(stack.data, account)
        self._http = httpx2.Client(
            base_url=f"http://127.0.0.1:{stack.port}",
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str, **query: object) -> Any:
        """The JSON of an answer that succeeded."""
        answer = self._http.get(path, params=query)  # type: ignore[arg-type]  # whatever a query may hold
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: object = None, **query: object) -> httpx2.Response:
        """The answer to a POST under a key of its own."""
        headers = {"idempotency-key": str(uuid4())}
        return self._http.post(path, json=body, params=query, headers=headers)  # type: ignore[arg-type]  # as above

    def projects(self, **query: object) -> list[dict[str, Any]]:
        """Every row of the list, page by page; fails when the total is not what came."""
        items: list[dict[str, Any]] = []
        cursor: dict[str, object] = {}
        while True:
            page = self.get("/api/cockpit/projects", limit=200, **query, **cursor)
            items += page["items"]
            if page["next"] is None:
                assert page["total"] == len(items)
                return items
            cursor = {"cursor": page["next"]}


@cache
def _token(data: Path, account: str) -> str:
    """Asked for once: the command takes longer to start than most of what a test asks with it."""
    done = zhouqi("token", "--data", str(data), "--as", account)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def truth(stack: Stack) -> Any:
    """What was generated, with the token that only tests read."""
    secret = (stack.data / "secrets" / "truth-token").read_text().strip()
    settings = json.loads((stack.data / "stack.json").read_text())["environment"]
    answer = httpx2.get(
        f"{settings['ZHOUQI_INGEST_URL']}/truth",
        headers={"authorization": f"Bearer {secret}"},
        timeout=30,
    )
    answer.raise_for_status()
    return answer.json()
