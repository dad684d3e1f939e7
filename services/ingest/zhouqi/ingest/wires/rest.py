"""The source systems that speak HTTP: paged records behind an opaque cursor, and the county's register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import httpx2
import stamina
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhouqi.events import Clock
from zhouqi.ingest.kinds import Rest
from zhouqi.ingest.wires.page import PAGE, Page, Raw, SourceFailed

_MOST_BYTES = 16 * 1024 * 1024
_ATTEMPTS = 5


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)

    items: list[Raw] = Field(max_length=PAGE)
    next: str = Field(max_length=500)
    more: bool


class _Busy(Exception):
    """The source asks to come again."""


class Http:
    """One client for all source systems that speak HTTP."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def get(self, path: str, values: Mapping[str, str | int]) -> bytes:
        """The body of an answer; busy and broken connections are tried again, with back-off.

        Raises SourceFailed.
        """
        try:
            async for attempt in stamina.retry_context(
                on=(httpx2.TransportError, _Busy), attempts=_ATTEMPTS, timeout=60
            ):
                with attempt:
                    return await self._once(path, values)
        except (httpx2.TransportError, _Busy) as error:
            raise SourceFailed("unreachable", type(error).__name__) from error
        raise SourceFailed("unreachable", path)

    async def _once(self, path: str, values: Mapping[str, str | int]) -> bytes:
        async with self._client.stream("GET", path, params=dict(values)) as answer:
            if answer.status_code in (429, 502, 503, 504):
                raise _Busy(str(answer.status_code))
            if answer.status_code != httpx2.codes.OK:
                raise SourceFailed("refused", str(answer.status_code))
            body = bytearray()
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _MOST_BYTES:
                    raise SourceFailed("malformed", "answer above 16 MiB")
            return bytes(body)


class RestReader:
    """Reads a paged REST service, which answers by the business clock at the time of asking."""

    def __init__(self, http: Http, wire: Rest, clock: Clock) -> None:
        self._http = http
        self._wire = wire
        self._clock = clock

    async def up_to(self) -> datetime | None:
        """Now: the service holds nothing back."""
        return self._clock.now()

    async def page(self, cursor: str | None) -> Page:
        """The records behind ``cursor``. Raises SourceFailed."""
        values: dict[str, str | int] = {"limit": PAGE}
        if cursor is not None:
            values["updated_after"] = cursor
        body = await self._http.get(self._wire.path, values)
        try:
            answer = _Answer.model_validate_json(body)
        except ValidationError as error:
            raise SourceFailed("malformed", self._wire.path) from error
        return Page(answer.items, answer.next, answer.more and bool(answer.items))
