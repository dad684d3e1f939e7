"""A file by hand: looked at, mapped, tried without writing anything, then loaded by who owns its kind."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from services.ingest.tests.collecting import register
from services.ingest.tests.packages import header, package, rows, sheet, text
from services.ingest.tests.raw import CODE
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems

from tests.served import As
from zhouqi.events.contracts.ingest import PolicyPaymentRecorded, RecordRejected
from zhouqi.events.log.event_log import STORE
from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.uploads.mapping import mapped
from zhouqi.service.runtime import Runtime

WIRE = BY_NAME["payment"].wire
assert isinstance(WIRE, DropFolder)
HEAD = header(WIRE.headers)
AT = "2026-10-30T09:00:00+08:00"


def _row(record_id: str, amount: str = "12") -> list[str | None]:
    return [*map(text, (record_id, AT, CODE)), None, *map(text, ("补助", "2026.3.5", amount, "否"))]


def _file(*lines: list[str | None] | list[str], **said: str) -> dict[str, object]:
    content = package(sheet(rows([text("台账")], *lines)))
    return {
        "name": "兑付.xlsx",
        "content": b64encode(content).decode(),
        **({"columns": said} if said else {}),
    }


class Asking:
    """One account at the API, each request under a key of its own."""

    def __init__(self, client: TestClient, headers: Mapping[str, str]) -> None:
        self._client = client
        self._headers = headers
        self._asked = 0

    def __call__(self, what: str, body: Mapping[str, object], kind: str = "payment") -> dict[str, object]:
        answer = self.status(what, body, kind)
        assert answer[0] == 200, answer
        return answer[1]

    def status(
        self, what: str, body: Mapping[str, object], kind: str = "payment"
    ) -> tuple[int, dict[str, object]]:
        self._asked += 1
        answer = self._client.post(
            f"/api/ingest/uploads/{kind}/{what}",
            json=body,
            headers={**self._headers, "Idempotency-Key": f"key-{self._asked}"},
        )
        return answer.status_code, answer.json()


@pytest.fixture
def finance(client: TestClient, as_: As, systems: Systems, runtime: Runtime) -> Asking:
    return Asking(client, as_("department-finance"))


def _said(outcome: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(outcome[name] for name in ("taken", "unchanged", "rejected", "left_out"))


async def test_what_a_preview_says_is_what_loading_does_and_a_preview_writes_nothing(
    runtime: Runtime, systems: Systems, finance: Asking
) -> None:
    await register(runtime, systems)
    total = [text("合计"), None, None, None, None, None, text("24")]
    file = _file(HEAD, _row("DF-1"), _row("DF-2", "一百"), _row("DF-1"), total)

    async def written() -> int:
        async with runtime.pool.connection() as conn:
            return await STORE.head(conn)

    before = await written()
    seen = await asyncio.to_thread(finance, "preview", file)
    assert await written() == before
    assert _said(seen) == (1, 1, 1, 1)
    assert (seen["refused"], seen["header_from"], seen["header_to"]) == (None, 2, 2)
    first = seen["rows"][0]  # type: ignore[index]
    assert (first["row"], first["verdict"], first["cells"]["amount"]) == (4, "refused", "一百")
    assert first["findings"] == [{"field": "amount", "code": "malformed", "column": "金额(万元)"}]

    loaded = await asyncio.to_thread(finance, "load", file)
    assert _said(loaded) == _said(seen)
    assert [fact.record_id for fact in await facts(runtime, PolicyPaymentRecorded)] == ["DF-1"]
    assert len(await facts(runtime, RecordRejected)) == 1
    async with runtime.pool.connection() as conn:
        found = await conn.execute(
            "select distinct actor from log.event where stream like 'record/payment/%'"
        )
        assert await found.fetchall() == [("department-finance",)]

    after = await written()
    assert _said(await asyncio.to_thread(finance, "load", file)) == (0, 2, 1, 1)
    assert await written() == after


async def test_a_person_says_which_column_is_which(
    runtime: Runtime, systems: Systems, finance: Asking
) -> None:
    await register(runtime, systems)
    head = [*HEAD[:6], text("拨款数（元）"), HEAD[7]]

    lost = await asyncio.to_thread(finance, "preview", _file(head, _row("DF-1", "120000")))
    assert (lost["refused"], lost["said"]) == ("no_header", "金额(万元)")
    assert "拨款数（元）" in lost["headers"]  # type: ignore[operator]

    found = await asyncio.to_thread(
        finance, "preview", _file(head, _row("DF-1", "120000"), amount="拨款数（元）")
    )
    assert _said(found) == (1, 0, 0, 0)
    assert found["columns"][6] == {  # type: ignore[index]
        "field": "amount",
        "header": "金额(万元)",
        "found": "拨款数（元）",
        "unit": "元",
    }
    assert found["rows"][0]["cells"]["amount"] == "12"  # type: ignore[index]


async def test_a_file_that_can_not_be_read_is_refused_by_one_word_and_the_bounds_hold(
    runtime: Runtime, systems: Systems, finance: Asking
) -> None:
    await register(runtime, systems)
    many = _file(HEAD, *[_row(f"DF-{n}") for n in range(2_001)])

    for file, cause in (
        ({"name": "a.docx", "content": "eA=="}, "other_format"),
        ({"name": "a.xlsx", "content": "eA=="}, "other_content"),
        (many, "too_large"),
    ):
        said = await asyncio.to_thread(finance, "load", file)
        assert (said["refused"], _said(said)) == (cause, (0, 0, 0, 0))
    huge = {"name": "a.xlsx", "content": b64encode(bytes(3 * 1024 * 1024)).decode()}
    assert (await asyncio.to_thread(finance.status, "load", huge))[0] == 413
    for bad in ({"name": "a.xlsx"}, {"name": "", "content": "eA=="}, {"name": "a.xlsx", "content": "?"}):
        assert (await asyncio.to_thread(finance.status, "preview", bad))[0] == 422


async def test_only_the_department_that_owns_a_kind_loads_its_files(
    runtime: Runtime, systems: Systems, client: TestClient, as_: As
) -> None:
    await register(runtime, systems)
    file = _file(HEAD, _row("DF-1"))

    for account, expected in (
        ("department-finance", 200),
        ("department-tax", 404),
        ("operator", 403),
        ("leader", 403),
        ("dispatcher", 403),
        ("township-330529100", 403),
    ):
        asking = Asking(client, as_(account))
        for what in ("preview", "load"):
            assert (await asyncio.to_thread(asking.status, what, file))[0] == expected
    finance = Asking(client, as_("department-finance"))
    for kind in ("acceptance", "sales", "nonsense"):
        assert (await asyncio.to_thread(finance.status, "load", file, kind))[0] == 404

    mine = await asyncio.to_thread(client.get, "/api/ingest/uploads", headers=as_("department-finance"))
    assert [one["kind"] for one in mine.json()] == ["payment"]
    others = await asyncio.to_thread(client.get, "/api/ingest/uploads", headers=as_("department-tax"))
    assert others.json() == []


async def test_before_the_county_s_register_was_read_nobody_loads(finance: Asking) -> None:
    status, problem = await asyncio.to_thread(finance.status, "load", _file(HEAD, _row("DF-1")))

    assert (status, problem["code"]) == (503, "busy")


def test_a_header_that_was_said_is_no_other_column_s() -> None:
    columns = (
        Column("金额(万元)", "amount", Form.AMOUNT),
        Column("日期", "on", Form.DAY, ("时间", "拨付日")),
    )

    amount, on = mapped(columns, {"amount": "时间"})

    assert (amount.header, amount.synonyms) == ("时间", ())
    assert on.synonyms == ("拨付日",)
    assert mapped(columns, {"amount": ""}) == columns
