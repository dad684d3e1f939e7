"""The public HTTP API, used as its pages use it: each account signs in and keeps its session."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID, uuid4

import httpx2
from pydantic import BaseModel, ValidationError

__all__ = ["TRIES_NOT_YET", "Api", "Backoff", "RefusedError"]

TIMEOUT_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
AT_ONCE = 6
"""Requests under way at a time."""

BUSY = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""

NOT_YET = frozenset({"not-found", "project-unknown", "no-agreement", "department-unknown", "agent-unknown"})
"""Refusals of what has not come through yet: a project, its agreement, the county's departments."""

FINAL = frozenset(
    {
        "before-last",
        "already-dated",
        "project-withdrawn",
        "unknown-projects",
        "taken-over",
        "idempotency-key-reused",
        "agent-elsewhere",
        "no-request",
    }
)
"""Refusals that the same request meets again: who sent it has to do something else."""

TRIES_BUSY = 60
TRIES_NOT_YET = 60
TRIES_CONFLICT = 3
"""How often a request is tried at most, some five minutes or, after a conflict, a second."""

logger = logging.getLogger("zhouqi.people")

M = TypeVar("M", bound=BaseModel)
Pause = Callable[[float], Awaitable[None]]


class Problem(BaseModel):
    """What a refusal says (RFC 9457); `projects` are those that it does not know."""

    code: str = "-"
    title: str = ""
    detail: str = ""
    projects: frozenset[UUID] = frozenset()


class RefusedError(Exception):
    """The API said no, for good or more often than one may ask."""

    def __init__(
        self, status: int, code: str, message: str = "", unknown: frozenset[UUID] = frozenset()
    ) -> None:
        super().__init__(f"{status} {code} {message}".rstrip())
        self.status = status
        self.code = code
        self.unknown = unknown
        """The projects that it does not know, when it says which."""


@dataclass(slots=True)
class Backoff:
    """How often something was tried, and for how long to pause before it is tried again."""

    tries: int = 0
    said: str = ""

    def pause(self) -> float:
        """Answer the seconds until the next try, ever more of them."""
        return float(min(FIRST_PAUSE_SECONDS * 1.5 ** min(self.tries - 1, 20), LONGEST_PAUSE_SECONDS))


class Api:
    """The API at `url`, for all accounts. While nothing answers there it waits for as long as it takes.

    An async context manager: it holds connections. `pause` waits between tries.
    """

    def __init__(
        self,
        url: str,
        transport: httpx2.AsyncBaseTransport | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._url = url
        self._transport = transport or httpx2.AsyncHTTPTransport(trust_env=False)
        self.pause = pause
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._clients: dict[str, httpx2.AsyncClient] = {}
        self._signing: dict[str, asyncio.Lock] = {}
        self._waits = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def get(self, account: str, path: str, params: Mapping[str, str], answer: type[M]) -> M:
        """Answer what a path says. Raises `RefusedError`."""
        return _read(await self._ask(account, "GET", path, params=params), answer)

    async def post(
        self,
        account: str,
        path: str,
        body: Mapping[str, object],
        key: str,
        answer: type[M],
        *,
        entered_for: str | None = None,
    ) -> M:
        """Send a command; the same `key` and `body` never do the same thing twice. Raises `RefusedError`.

        `entered_for`: the account whose history this one enters.
        """
        headers = {"Idempotency-Key": key}
        if entered_for is not None:
            headers["Zhouqi-Entered-For"] = entered_for
        return _read(await self._ask(account, "POST", path, body=body, headers=headers), answer)

    async def _ask(
        self,
        account: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """Ask until there is an answer that stands. A session that has run out is opened once more."""
        trouble, renewed = Backoff(), False
        while True:
            client = await self._client(account)
            response = await self._try(client, method, path, params, body, headers or {})
            if response is None:
                continue
            if response.is_success:
                return response
            if response.status_code == 401 and not renewed:
                renewed = True
                await self._sign_in(account, client)
                continue
            await self._bear(response, trouble, f"{account} {method} {path}")

    async def _try(
        self,
        client: httpx2.AsyncClient,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        body: Mapping[str, object] | None,
        headers: Mapping[str, str],
    ) -> httpx2.Response | None:
        """Answer the response, or nothing when nobody answers; then a pause is over."""
        try:
            async with self._slots:
                response = await client.request(method, path, params=params, json=body, headers=headers)
        except httpx2.TransportError as error:
            said = f"{type(error).__name__}: {error}"
            if said != self._waits:
                logger.info("waiting for %s: %s", self._url, said)
                self._waits = said
            await self.pause(1.0)
            return None
        if self._waits:
            logger.info("%s answers", self._url)
            self._waits = ""
        return response

    async def _bear(self, response: httpx2.Response, trouble: Backoff, what: str) -> None:
        """Pause before another try, or raise `RefusedError` when this answer stands."""
        problem = _problem(response)
        said = problem.detail or problem.title
        refusal = RefusedError(response.status_code, problem.code, said, problem.projects)
        trouble.tries += 1
        if trouble.tries >= _most_tries(response.status_code, problem.code):
            raise refusal
        if trouble.said != str(refusal):
            logger.info("%s: %s; will try again", what, refusal)
            trouble.said = str(refusal)
        seconds = trouble.pause()
        with suppress(ValueError):
            seconds = max(seconds, min(float(response.headers.get("Retry-After", "0")), 60.0))
        await self.pause(seconds)

    async def _client(self, account: str) -> httpx2.AsyncClient:
        """Answer the account's client, signed in."""
        async with self._signing.setdefault(account, asyncio.Lock()):
            client = self._clients.get(account)
            if client is None:
                client = httpx2.AsyncClient(
                    base_url=self._url, transport=self._transport, timeout=TIMEOUT_SECONDS, trust_env=False
                )
                await self._sign_in(account, client)
                self._clients[account] = client
            return client

    async def _sign_in(self, account: str, client: httpx2.AsyncClient) -> None:
        """Open a session; its cookie stays with the client. Raises `RefusedError`."""
        trouble = Backoff()
        while True:
            headers = {"Idempotency-Key": str(uuid4())}
            body = {"account": account}
            response = await self._try(client, "POST", "/api/cockpit/session", None, body, headers)
            if response is None:
                continue
            if response.is_success:
                return
            await self._bear(response, trouble, f"{account} signs in")


def _most_tries(status: int, code: str) -> int:
    """Answer how often a request with such an answer is tried."""
    if status in BUSY:
        return TRIES_BUSY
    if code in FINAL:
        return 1
    if status == 404 or code in NOT_YET:
        return TRIES_NOT_YET
    return TRIES_CONFLICT if status == 409 else 1


def _problem(response: httpx2.Response) -> Problem:
    """Answer what a refusal says, as far as it can be read."""
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError:
        return Problem()


def _read(response: httpx2.Response, answer: type[M]) -> M:
    try:
        return answer.model_validate_json(response.content)
    except ValidationError as error:
        raise RefusedError(response.status_code, "unreadable", str(error)) from error
