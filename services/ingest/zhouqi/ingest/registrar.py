"""Bring the county's registers up to date: what changed becomes an event, the rest nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import uuid5

from zhouqi.events import AnyCommand, Command, Fact
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    EnterpriseRegistered,
    TownshipRegistered,
)
from zhouqi.ingest.calendar import calendar, years
from zhouqi.ingest.collection import Complete, Fail, Tally
from zhouqi.ingest.collector import RUNS, Collector
from zhouqi.ingest.keep import Reading, keep_reading, reading
from zhouqi.ingest.readmodel.registers import digest
from zhouqi.ingest.register import Registers
from zhouqi.ingest.wires import SourceFailed, Sources
from zhouqi.ingest.wires.register import CountyRegister
from zhouqi.service.runtime import Runtime

REGISTER, COUNTY = "register", "county"
"""The registers' run in the monitor: its kind and its source."""
_AT_ONCE = 250


class Registrar:
    """Reads the county's register, and publishes the calendar with it."""

    def __init__(self, runtime: Runtime, sources: Sources) -> None:
        self._runtime = runtime
        self._sources = sources
        self._collector = Collector(runtime, sources)

    async def collect(self) -> Tally:
        """Write what changed since the last time; returns how many entries there are, and changed.

        Raises SourceFailed, the failure being written as an event.
        """
        began = self._runtime.clock.now()
        async with self._runtime.pool.connection() as conn:
            now = await reading(conn, COUNTY, REGISTER)
        try:
            register = await self._sources.register()
        except SourceFailed as failure:
            name = f"{COUNTY}/{REGISTER}/{now.run}/{self._runtime.clock.today()}/{failure.cause}"
            fail = Fail(REGISTER, COUNTY, failure.cause, Tally())
            await self._collector.end(uuid5(RUNS, name), fail)
            raise
        tally = await self._enter(register, now.run)
        run = uuid5(RUNS, f"{COUNTY}/{REGISTER}/{now.run}")
        await self._collector.end(run, Complete(REGISTER, COUNTY, tally))
        async with self._runtime.pool.connection() as conn:
            ended = Reading(run=now.run + 1, collected_at=began, complete_to=began)
            await keep_reading(conn, COUNTY, REGISTER, ended)
        return tally

    async def _enter(self, register: CountyRegister, run: int) -> Tally:
        entries = dict(entries_of(register, self._runtime.clock.today()))
        known = await self._known()
        entries |= _revoked(known, entries)
        changed = [stream for stream, fact in entries.items() if known.get(stream) != digest(fact)]
        at, written = self._runtime.clock.now(), 0
        for start in range(0, len(changed), _AT_ONCE):
            commands: list[AnyCommand] = [
                Command(
                    id=uuid5(RUNS, f"{stream}/{run}/{digest(entries[stream])}"),
                    stream=stream,
                    body=entries[stream],
                    occurred_at=at,
                )
                for stream in changed[start : start + _AT_ONCE]
            ]
            outcomes = await self._runtime.handle(Registers(), commands)
            written += sum(outcome.events for outcome in outcomes)
        return Tally(read=len(entries), accepted=written, unchanged=len(entries) - written)

    async def _known(self) -> Mapping[str, str]:
        """Stream -> the digest of what the entry says."""
        async with self._runtime.pool.connection() as conn:
            rows = await conn.execute("select stream, digest from register_entry")
            return {str(row[0]): str(row[1]) for row in await rows.fetchall()}


def entries_of(register: CountyRegister, today: date) -> Iterator[tuple[str, Fact]]:
    """Each entry of the registers, and of the calendar up to next year, with its stream."""
    for township in register.townships:
        yield (
            f"register/township/{township.code}",
            TownshipRegistered(code=township.code, name=township.name),
        )
    for enterprise in register.enterprises:
        yield (
            f"register/enterprise/{enterprise.code}",
            EnterpriseRegistered(
                code=enterprise.code,
                name=enterprise.name,
                township=enterprise.township_code,
                industry=enterprise.industry_code,
                above_scale=enterprise.above_scale,
                honours=enterprise.honours,
            ),
        )
    for account in register.accounts:
        yield (
            f"register/account/{account.id}",
            AccountGranted(account=account.id, role=account.role, name=account.name, scope=account.scope),
        )
    for year in years(today):
        yield f"register/calendar/{year}", calendar(year)


def _revoked(known: Mapping[str, str], entries: Mapping[str, Fact]) -> dict[str, Fact]:
    """Accounts that were granted once and that the register names no more."""
    prefix = "register/account/"
    gone = [stream for stream in known if stream.startswith(prefix) and stream not in entries]
    return {stream: AccountRevoked(account=stream.removeprefix(prefix)) for stream in gone}
