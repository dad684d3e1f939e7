"""The source systems over HTTP: paged records behind an opaque cursor, and the county's register."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import stamina
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhouqi.ingest.register import Township
from zhouqi.ingest.settings import IngestSettings

PAGE = 500
_MOST_BYTES = 16 * 1024 * 1024
_ATTEMPTS = 5


class SourceFailed(Exception):
    """A source system can't be read. ``cause`` is a stable code: unreachable, refused, malformed."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause} {detail}".strip())
        self.cause = cause


class Page(BaseModel):
    """One page of raw records, and where the next begins."""

    model_config = ConfigDict(frozen=True)

    items: list[Mapping[str, object]] = Field(max_length=PAGE)
    next: str = Field(max_length=500)
    more: bool


class _Coded(BaseModel):
    code: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=100)


class _Register(BaseModel):
    townships: list[_Coded] = Field(max_length=1000)


class _Busy(Exception):
    """The source asks to come again."""


class Source:
    """One client for all source systems that speak HTTP."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def page(self, path: str, cursor: str | None) -> Page:
        """The records behind ``cursor``; the first page without one. Raises SourceFailed."""
        values: dict[str, str | int] = {"limit": PAGE}
        if cursor is not None:
            values["updated_after"] = cursor
        body = await self._get(path, values)
        try:
            return Page.model_validate_json(body)
        except ValidationError as error:
            raise SourceFailed("malformed", path) from error

    async def townships(self) -> list[Township]:
        """The townships of the county's register. Raises SourceFailed."""
        body = await self._get("/county/v1/register", {})
        try:
            register = _Register.model_validate_json(body)
        except ValidationError as error:
            raise SourceFailed("malformed", "register") from error
        return [Township(entry.code, entry.name) for entry in register.townships]

    async def _get(self, path: str, values: Mapping[str, str | int]) -> bytes:
        """The body of an answer; busy and broken connections are tried again, with back-off."""
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


@asynccontextmanager
async def source(settings: IngestSettings) -> AsyncIterator[Source]:
    """The source systems for as long as the block lasts."""
    async with httpx2.AsyncClient(
        base_url=settings.url,
        headers={"authorization": f"Bearer {settings.token.get_secret_value()}"},
        timeout=settings.timeout_seconds,
    ) as client:
        yield Source(client)
