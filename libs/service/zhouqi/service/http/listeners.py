"""Who listens for changes: so many streams an account and a process, and one answer for all who see the same.

A stream costs a connection for minutes, and each change a question to the database. Without a bound one account
with hundreds of streams takes the connections that everybody's lists need.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

from fastapi import Depends
from fastapi.params import Depends as DependsMarker
from starlette.requests import Request

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import Problem, ProblemKind
from zhouqi.service.identity.authorization import authorizer_of

MOST_OF_ACCOUNT: Final = 20
"""A browser holds one for all its tabs; an office account may be open on several machines."""
MOST_OF_PROCESS: Final = 1_000
_REMEMBERED: Final = 256
TOO_MANY_STREAMS: Final = ProblemKind(
    "too-many-streams",
    429,
    Text("该账号同时打开的实时连接过多", "This account has too many live connections open"),
)
_RETRY_SECONDS: Final = 30

A = TypeVar("A")


class Listeners:
    """Counts the streams that are open in this process."""

    def __init__(self) -> None:
        self._of_account: Counter[str] = Counter()

    def enter(self, account: str) -> None:
        """One more. Raises Problem 429 when it would be too many."""
        if self._of_account[account] >= MOST_OF_ACCOUNT or self._of_account.total() >= MOST_OF_PROCESS:
            raise Problem(TOO_MANY_STREAMS, headers={"Retry-After": str(_RETRY_SECONDS)})
        self._of_account[account] += 1

    def leave(self, account: str) -> None:
        """One less."""
        self._of_account[account] -= 1
        if not self._of_account[account]:
            del self._of_account[account]


def listener_slot(listeners: Listeners) -> DependsMarker:
    """A dependency of a route of events: the caller's place among ``listeners``, for as long as the stream lasts."""

    async def place(request: Request) -> AsyncIterator[None]:
        account = authorizer_of(request).identify(request).account
        listeners.enter(account)
        try:
            yield
        finally:
            listeners.leave(account)

    marker = Depends(place)
    assert isinstance(marker, DependsMarker)
    return marker


class SharedAnswers(Generic[A]):
    """Answers to questions that many ask at the same moment: asked once, one question at a time.

    So listeners take one of the service's connections at most, however many they are.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, asyncio.Task[A]] = OrderedDict()
        self._turn = asyncio.Lock()

    async def ask(self, question: Hashable, ask: Callable[[], Awaitable[A]]) -> A:
        """The answer that ``ask`` gives, or gave to another one with the same ``question``.

        The question must hold all that the answer depends on. An answer that failed is asked for anew.
        """
        task = self._answers.get(question)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.create_task(self._in_turn(ask))
            self._answers[question] = task
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        # Who goes away while it is being answered must not take the answer from the others.
        return await asyncio.shield(task)

    async def _in_turn(self, ask: Callable[[], Awaitable[A]]) -> A:
        async with self._turn:
            return await ask()
