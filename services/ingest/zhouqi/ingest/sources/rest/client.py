"""HTTP to one source system: one answer, whole, in its time, from that system and no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx2
import stamina

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.settings import SourceSettings
from zhouqi.ingest.sources.reader import SourceFailed
from zhouqi.ingest.sources.rest.body import ACCEPTED, read_body
from zhouqi.ingest.sources.rest.retry_after import retry_after

_ATTEMPTS: Final = 5
_SHORT: Final = timedelta(seconds=2)
"""A pause that is waited for at once; for a longer one the source is left and others come first."""
_WHO: Final = frozenset({401, 403, 407})
_BUSY: Final = frozenset({429, 503})
_PASSING: Final = frozenset({502, 504})


class RequestRefused(SourceFailed):
    """The source does not take the question as it is put; ``status`` is what it answered."""

    def __init__(self, status: int) -> None:
        super().__init__(FailureCause.REFUSED, str(status))
        self.status = status


class _Again(Exception):
    """Worth another try at once; ``failure`` is what it comes to when no try is left."""

    def __init__(self, failure: SourceFailed) -> None:
        super().__init__(str(failure))
        self.failure = failure


class SourceClient:
    """One system. Its token goes to its own address alone: no redirect is followed."""

    def __init__(self, client: httpx2.AsyncClient, source: SourceSettings) -> None:
        self._client = client
        self._seconds = source.timeout_seconds
        self._longest_pause = timedelta(seconds=source.longest_pause_seconds)

    async def get(self, path: str, values: Mapping[str, str | int]) -> bytes:
        """The body of an answer, within the time that one may take, tries and all. Raises SourceFailed.

        What passes by itself, a broken connection or a short pause that the source asks for, is tried again
        at once, with back-off. What takes its time is not: others wait.
        """
        try:
            async with asyncio.timeout(self._seconds):
                async for attempt in stamina.retry_context(
                    on=_Again, attempts=_ATTEMPTS, timeout=self._seconds
                ):
                    with attempt:
                        return await self._once(path, values)
        except _Again as last:
            raise last.failure from last
        except TimeoutError as error:
            raise SourceFailed(FailureCause.TIME_OUT, f"{self._seconds:g}-s") from error
        raise SourceFailed(FailureCause.UNREACHABLE, path)

    async def _once(self, path: str, values: Mapping[str, str | int]) -> bytes:
        try:
            async with self._client.stream("GET", path, params=dict(values)) as answer:
                await self._judge(answer)
                return await read_body(answer)
        except httpx2.TimeoutException as error:
            raise SourceFailed(FailureCause.TIME_OUT, type(error).__name__) from error
        except httpx2.RemoteProtocolError as error:
            raise _Again(SourceFailed(FailureCause.CUT_OFF, type(error).__name__)) from error
        except httpx2.TransportError as error:
            raise _Again(SourceFailed(FailureCause.UNREACHABLE, type(error).__name__)) from error

    async def _judge(self, answer: httpx2.Response) -> None:
        """Pass an answer that can be read. Raises SourceFailed, _Again."""
        status = answer.status_code
        match status:
            case 200:
                return
            case _ if status in _BUSY:
                await self._wait(answer)
            case _ if status in _WHO:
                raise SourceFailed(FailureCause.SIGN_IN, str(status))
            case _ if status in _PASSING:
                raise _Again(SourceFailed(FailureCause.SOURCE_ERROR, str(status)))
            case _ if 300 <= status < 400:
                raise SourceFailed(FailureCause.REDIRECTED, str(status))
            case _ if 400 <= status < 500:
                raise RequestRefused(status)
            case _:
                raise SourceFailed(FailureCause.SOURCE_ERROR, str(status))

    async def _wait(self, answer: httpx2.Response) -> None:
        """Raise what the source's wish to be asked later comes to; a short pause has passed by then."""
        pause = retry_after(answer.headers, datetime.now(UTC), self._longest_pause)
        failure = SourceFailed(FailureCause.THROTTLED, str(answer.status_code), pause=pause)
        if pause is not None and pause > _SHORT:
            raise failure
        if pause is not None:
            await asyncio.sleep(pause.total_seconds())
        raise _Again(failure)


@asynccontextmanager
async def open_client(source: SourceSettings, url: str) -> AsyncIterator[SourceClient]:
    """A client of the system at ``url`` for as long as the block lasts."""
    token = source.token.get_secret_value()
    async with httpx2.AsyncClient(
        base_url=url,
        headers={"accept-encoding": ACCEPTED} | ({"authorization": f"Bearer {token}"} if token else {}),
        timeout=source.timeout_seconds,
        follow_redirects=False,
    ) as client:
        yield SourceClient(client, source)
