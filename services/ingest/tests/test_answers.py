"""What a source system that speaks HTTP may answer when it is not well: each comes to a failure with its cause."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from services.ingest.tests.systems import answered

from zhouqi.events.clock import SystemClock
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import Rest
from zhouqi.ingest.settings import SourceSettings
from zhouqi.ingest.sources import Page, SourceFailed
from zhouqi.ingest.sources.rest.body import MOST_BYTES
from zhouqi.ingest.sources.rest.client import SourceClient
from zhouqi.ingest.sources.rest.reader import RestReader
from zhouqi.ingest.sources.rest.retry_after import retry_after

NOW = datetime(2026, 10, 30, 10, 30, tzinfo=UTC)
ITEM = {"record_id": "XS-1", "sales": "1.00"}
PAGE = {"items": [ITEM], "next": "b", "more": False}
GOOD = json.dumps(PAGE).encode()
PACKED = gzip.compress(GOOD)
BOMB = gzip.compress(b" " * (8 * MOST_BYTES))


def _with(item: str) -> bytes:
    """A page whose one record has a field that is ``item``, as it stands."""
    return GOOD.replace(b'"1.00"', item.encode())


@dataclass
class Source:
    """Answers each question with the next of ``answers``, the last one for ever; keeps what was asked."""

    answers: list[Callable[[], httpx2.Response]]
    asked: list[httpx2.Request] = field(default_factory=list)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]()


@asynccontextmanager
async def _reader(source: Source, seconds: float = 5.0) -> AsyncIterator[RestReader]:
    async with httpx2.AsyncClient(
        base_url="http://source", transport=httpx2.MockTransport(source.answer)
    ) as client:
        http = SourceClient(client, SourceSettings(timeout_seconds=seconds, longest_pause_seconds=600))
        yield RestReader(http, Rest("/sales"), SystemClock())


async def _page(source: Source, cursor: str | None = None, seconds: float = 5.0) -> Page:
    async with _reader(source, seconds) as reader:
        return await reader.page(cursor)


async def _failure(source: Source, cursor: str | None = None, seconds: float = 5.0) -> SourceFailed:
    with pytest.raises(SourceFailed) as failed:
        await _page(source, cursor, seconds)
    return failed.value


def _says(
    status: int = 200, body: object = GOOD, headers: Mapping[str, str] | None = None
) -> Callable[[], httpx2.Response]:
    return lambda: answered(status, body, headers)


GZIP = {"content-encoding": "gzip"}
FAULTS: Mapping[str, tuple[Callable[[], httpx2.Response], FailureCause, str | None]] = {
    "plain, and says gzip": (_says(200, GOOD, GZIP), FailureCause.BAD_ENCODING, "gzip"),
    "gzip that ends early": (_says(200, PACKED[:-12], GZIP), FailureCause.CUT_OFF, "gzip"),
    "gzip with more behind it": (
        _says(200, PACKED + b"more", GZIP),
        FailureCause.BAD_ENCODING,
        "gzip:more-behind-the-end",
    ),
    "a small answer that unpacks to a large one": (
        _says(200, BOMB, GZIP),
        FailureCause.TOO_LARGE,
        f"{MOST_BYTES}-bytes",
    ),
    "a packing that nobody asked for": (
        _says(200, zlib.compress(GOOD), {"content-encoding": "br"}),
        FailureCause.BAD_ENCODING,
        "br",
    ),
    "packed twice": (
        _says(200, gzip.compress(PACKED), {"content-encoding": "gzip, gzip"}),
        FailureCause.BAD_ENCODING,
        "gzip-gzip",
    ),
    "too long": (_says(200, b" " * (MOST_BYTES + 1)), FailureCause.TOO_LARGE, f"{MOST_BYTES}-bytes"),
    "GBK": (_says(200, _with('"销售"').decode().encode("gbk")), FailureCause.BAD_ENCODING, "utf-8"),
    "a byte order mark": (_says(200, b"\xef\xbb\xbf" + GOOD), FailureCause.BAD_ENCODING, "byte-order-mark"),
    "UTF-16": (_says(200, GOOD.decode().encode("utf-16")), FailureCause.BAD_ENCODING, "byte-order-mark"),
    "JSON cut off": (_says(200, GOOD[:-20]), FailureCause.CUT_OFF, "json"),
    "nothing at all": (_says(200, b""), FailureCause.CUT_OFF, "json"),
    "no JSON": (_says(200, b"{items}"), FailureCause.MALFORMED, "json"),
    "nested without end": (
        _says(200, _with("[" * 100_000 + "]" * 100_000)),
        FailureCause.MALFORMED,
        "nesting",
    ),
    "a list": (_says(200, [ITEM]), FailureCause.MALFORMED, "json"),
    "a page to sign in": (
        _says(200, "<html><body>请登录</body></html>".encode(), {"content-type": "text/html"}),
        FailureCause.SIGN_IN,
        "html",
    ),
    "a page of a gateway": (_says(200, b"<html>Bad gateway</html>"), FailureCause.MALFORMED, "html"),
    "an error under 200": (
        _says(200, {"code": 500, "message": "token 已过期", "data": None}),
        FailureCause.SOURCE_ERROR,
        "code:500",
    ),
    "no cursor": (_says(200, {**PAGE, "next": None}), FailureCause.MALFORMED, "next"),
    "a cursor without end": (_says(200, {**PAGE, "next": "c" * 501}), FailureCause.MALFORMED, "next"),
    "a cursor with a line break": (_says(200, {**PAGE, "next": "c\r\nx: y"}), FailureCause.MALFORMED, "next"),
    "the cursor twice": (_says(200, GOOD[:-1] + b', "next": "c"}'), FailureCause.MALFORMED, "next"),
    "more, in words": (_says(200, {**PAGE, "more": "false"}), FailureCause.MALFORMED, "more"),
    "more records than were asked for": (
        _says(200, {**PAGE, "items": [ITEM] * 501}),
        FailureCause.TOO_LARGE,
        "items:501",
    ),
    "elsewhere": (
        _says(302, b"", {"location": "http://elsewhere/steal"}),
        FailureCause.REDIRECTED,
        "302",
    ),
    "who are you": (_says(401), FailureCause.SIGN_IN, "401"),
    "not you": (_says(403), FailureCause.SIGN_IN, "403"),
    "no such thing": (_says(404), FailureCause.REFUSED, "404"),
    "broken": (_says(500), FailureCause.SOURCE_ERROR, "500"),
    "nothing to say": (_says(204), FailureCause.SOURCE_ERROR, "204"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_that_is_not_well_has_a_cause_and_is_asked_for_once(fault: str) -> None:
    answer, cause, detail = FAULTS[fault]
    source = Source([answer])

    failure = await _failure(source)

    assert (failure.cause, failure.detail) == (cause, detail)
    assert [str(request.url) for request in source.asked] == ["http://source/sales?limit=500"]


async def test_an_answer_takes_no_more_room_than_it_may_while_it_is_unpacked() -> None:
    tracemalloc.start()
    try:
        await _failure(Source([_says(200, BOMB, GZIP)]))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 4 * MOST_BYTES


async def test_a_packed_answer_is_unpacked() -> None:
    source = Source([_says(200, PACKED, GZIP)])

    assert (await _page(source)).items == [ITEM]


ODD = {
    "NaN": "NaN",
    "an amount without end": "9" * 5000,
    "a number": "12.50",
    "half of a pair": '"\\ud800"',
    "NUL": '"a\\u0000b"',
    "nested": "[" * 150 + "]" * 150,
    "twice": '"1.00", "sales": "999.00"',
}


@pytest.mark.parametrize("odd", ODD)
async def test_what_is_wrong_with_one_record_is_its_own_affair(odd: str) -> None:
    source = Source([_says(200, _with(ODD[odd]).replace(b'"items": [', b'"items": [7, '))])

    stranger, record = (await _page(source)).items

    assert stranger == {"no_record": 7}
    assert record["record_id"] == "XS-1"
    assert record["sales"] not in ("1.00", "999.00")
    json.dumps(record)


async def test_a_page_without_records_is_not_the_last_one_while_there_is_more() -> None:
    page = await _page(Source([_says(200, {"items": [], "next": "b", "more": True})]), "a")

    assert (page.next, page.more) == ("b", True)


async def test_a_cursor_that_does_not_move_is_said() -> None:
    failure = await _failure(Source([_says(200, {**PAGE, "more": True})]), "b")

    assert failure.cause is FailureCause.NO_PROGRESS


async def test_a_cursor_that_the_source_knows_no_more_means_that_it_begins_anew() -> None:
    source = Source([_says(400, {"code": "cursor_unknown"}), _says()])

    failure = await _failure(source, "gone")

    assert (failure.cause, failure.again) == (FailureCause.REFILLED, True)


async def test_a_question_that_is_refused_without_a_cursor_too_is_refused() -> None:
    failure = await _failure(Source([_says(400)]), "gone")

    assert (failure.cause, failure.again) == (FailureCause.REFUSED, False)


async def test_a_body_that_drips_ends_with_its_time() -> None:
    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.01)

    source = Source([lambda: httpx2.Response(200, content=drops())])

    failure = await _failure(source, seconds=0.2)

    assert failure.cause is FailureCause.TIME_OUT
    assert len(source.asked) == 1


async def test_what_passes_is_asked_for_again_at_once() -> None:
    source = Source([_says(503, b"", {"retry-after": "0"}), _says(502), _says()])

    assert (await _page(source)).items == [ITEM]


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("75", timedelta(seconds=75)),
        ("3600", timedelta(seconds=600)),
        ("9" * 400, timedelta(seconds=600)),
        ("Fri, 30 Oct 2026 10:31:15 GMT", timedelta(seconds=75)),
        ("Friday, 30-Oct-26 10:31:15 GMT", timedelta(seconds=75)),
        ("Thu, 31 Dec 9999 23:59:59 GMT", timedelta(seconds=600)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_who_asks_to_be_left_alone_is(status: int, said: str, pause: timedelta) -> None:
    headers = {"retry-after": said, "date": "Fri, 30 Oct 2026 10:30:00 GMT"}
    source = Source([_says(status, b"", headers)])

    failure = await _failure(source)

    assert (failure.cause, failure.pause) == (FailureCause.THROTTLED, pause)
    assert len(source.asked) == 1


@pytest.mark.parametrize("said", ["", "soon", "-5", "1.5", "٣", "Fri, 99 Oct 2026 10:31:15 GMT", "\x00"])
def test_a_pause_that_cannot_be_read_is_none(said: str) -> None:
    assert retry_after({"retry-after": said}, NOW, timedelta(hours=1)) is None


def test_a_date_that_is_over_is_no_pause() -> None:
    said = {"retry-after": "Fri, 30 Oct 2026 10:29:00 GMT"}

    assert retry_after(said, NOW, timedelta(hours=1)) == timedelta()
