"""Bring the county's registers up to date: what changed becomes an event, the rest nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID, uuid5

import structlog

from zhouqi.events import AnyCommand, Command, Fact
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    EnterpriseRegistered,
    FailureCause,
    TownshipRegistered,
)
from zhouqi.ingest.collection.checkpoints import Checkpoint, checkpoint, save_checkpoint
from zhouqi.ingest.collection.runs import SourceRuns
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds.systems import COUNTY
from zhouqi.ingest.registers.calendar import calendar, published_years
from zhouqi.ingest.registers.decider import RegisterDecider
from zhouqi.ingest.registers.projection import digest
from zhouqi.ingest.sources import SourceFailed, SourceSystems
from zhouqi.ingest.sources.rest.county_register import CountyRegister
from zhouqi.service.privacy import find_personal
from zhouqi.service.runtime import Runtime
from zhouqi.service.text import normalise

REGISTER = "register"
"""The kind of the registers' run in the monitor; its source is the system COUNTY."""
_AT_ONCE = 250
_MOST_SAID = 20
_FEW = 10
_ACCOUNT = "register/account/"
_logger = structlog.get_logger(__name__)
_ENTRIES = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c03")


class RegisterCollector:
    """Reads the county's register, and publishes the calendar with it."""

    def __init__(self, runtime: Runtime, sources: SourceSystems) -> None:
        self._runtime = runtime
        self._sources = sources
        self._runs = SourceRuns(runtime, COUNTY, REGISTER)

    async def collect(self) -> Tally:
        """Write what changed since the last time; returns how many entries there are, and changed.

        Raises SourceFailed for whatever goes wrong, the failure being logged and written as an event.
        """
        async with self._runs.run():
            return await self._run()

    async def _run(self) -> Tally:
        began = self._runtime.clock.now()
        async with self._runtime.pool.connection() as conn:
            now = await checkpoint(conn, COUNTY, REGISTER)
        register = await self._sources.register()
        tally = await self._enter(register, now.run)
        await self._runs.complete(now.run, tally)
        async with self._runtime.pool.connection() as conn:
            ended = Checkpoint(run=now.run + 1, collected_at=began, complete_to=began)
            await save_checkpoint(conn, COUNTY, REGISTER, ended)
        return tally

    async def _enter(self, register: CountyRegister, run: int) -> Tally:
        entries = dict(register_entries(register, self._runtime.clock.today()))
        known = await self._known()
        entries |= revocations(known, register)
        for place in register.unread[:_MOST_SAID]:
            _logger.warning("register.unread", entry=place)
        changed = [stream for stream, fact in entries.items() if known.get(stream) != digest(fact)]
        at, written = self._runtime.clock.now(), 0
        for start in range(0, len(changed), _AT_ONCE):
            commands: list[AnyCommand] = [
                Command(
                    id=uuid5(_ENTRIES, f"{stream}/{run}/{digest(entries[stream])}"),
                    stream=stream,
                    body=entries[stream],
                    occurred_at=at,
                )
                for stream in changed[start : start + _AT_ONCE]
            ]
            outcomes = await self._runtime.handle(RegisterDecider(), commands)
            written += sum(outcome.events for outcome in outcomes)
        return Tally(
            read=len(entries) + len(register.unread),
            accepted=written,
            unchanged=len(entries) - written,
            rejected=len(register.unread),
        )

    async def _known(self) -> Mapping[str, str]:
        """Stream -> the digest of what the entry says."""
        async with self._runtime.pool.connection() as conn:
            rows = await conn.execute("select stream, digest from register_entry")
            return {str(row[0]): str(row[1]) for row in await rows.fetchall()}


def register_entries(register: CountyRegister, today: date) -> Iterator[tuple[str, Fact]]:
    """Each entry of the registers, and of the calendar up to next year, with its stream."""
    for township in register.townships.entries.values():
        yield (
            f"register/township/{township.code}",
            TownshipRegistered(code=township.code, name=_said(township.name, township.code)),
        )
    for enterprise in register.enterprises.entries.values():
        yield (
            f"register/enterprise/{enterprise.code}",
            EnterpriseRegistered(
                code=enterprise.code,
                name=_said(enterprise.name, enterprise.code),
                township=enterprise.township_code,
                industry=enterprise.industry_code,
                above_scale=enterprise.above_scale,
                honours=enterprise.honours,
            ),
        )
    for account in register.accounts.entries.values():
        yield (
            f"register/account/{account.id}",
            AccountGranted(
                account=account.id,
                role=account.role,
                name=_said(account.name, account.id),
                scope=account.scope,
            ),
        )
    for year in published_years(today):
        yield f"register/calendar/{year}", calendar(year)


def _said(name: str, code: str) -> str:
    """The name, normalised; the code where nothing of it can be seen, or where it names or reaches a person."""
    said = normalise(name)
    return said if said and find_personal(said) is None else code


def revocations(known: Mapping[str, str], register: CountyRegister) -> dict[str, Fact]:
    """Accounts that were granted once and that the register names no more.

    Nobody is revoked whose entry may be the one that can't be read. Raises SourceFailed when more than half of
    all would go at once: a register that was cut short looks like that, and a county that is dissolved does not.
    """
    granted = {
        stream.removeprefix(_ACCOUNT): said for stream, said in known.items() if stream.startswith(_ACCOUNT)
    }
    named = {*register.accounts.entries, *register.accounts.unread}
    if None in named:
        return {}
    gone = {account: AccountRevoked(account=account) for account in granted if account not in named}
    new = [account for account, fact in gone.items() if granted[account] != digest(fact)]
    active = len(granted) - len(gone) + len(new)
    if len(new) > max(_FEW, active // 2):
        raise SourceFailed(FailureCause.IMPLAUSIBLE, f"accounts-gone:{len(new)}-of-{active}")
    return {f"{_ACCOUNT}{account}": fact for account, fact in gone.items()}
