"""A service does not start with rules that would judge the past anew: what was in force here was adopted.

The table ``app.edition`` of each service keeps the digest of every edition that it ever started with. One that
was in force must come again as it was; one that is new takes effect today or later. One whose day has not come
may still be changed or dropped. A database that takes no writes is only read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import psycopg
import structlog

from zhouqi.events.clock import clock_from
from zhouqi.events.log.connection import Conn, connect
from zhouqi.service.rules.rulebook import E, Edition, RuleBook, RulesError
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings

TABLE = (
    "create table if not exists app.edition (rules text not null, version text not null,"
    " effective_on date not null, digest text not null, primary key (rules, version))"
)
"""Makes the table that remembers them; the migration runs it."""
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Adopted:
    """An edition as it was when the service started with it."""

    effective_on: date
    digest: str


def to_adopt(book: RuleBook[E], adopted: Mapping[str, Adopted], today: date) -> list[E]:
    """The editions that are to be adopted now. Raises RulesError when history would be judged anew.

    ``adopted`` is by version; where nothing is adopted yet, all editions are taken as they are.
    """
    now = {one.version: one for one in book.editions}
    for version, was in adopted.items():
        if was.effective_on > today:
            continue
        if version not in now:
            raise RulesError(f"{book.name}: edition {version} was in force from {was.effective_on}; keep it")
        if book.digests[version] != was.digest:
            raise RulesError(
                f"{book.name}: edition {version} was in force from {was.effective_on} and is another one now;"
                " leave it as it was and add an edition with a version and a day of its own"
            )
    fresh = [
        one
        for one in book.editions
        if one.version not in adopted or adopted[one.version].effective_on > today
    ]
    if adopted:
        for one in fresh:
            if one.effective_on < today:
                raise RulesError(
                    f"{book.name}: edition {one.version} would take effect on {one.effective_on}, which has"
                    f" passed; let it begin on {today} or later"
                )
    return fresh


async def adopt_all(services: Sequence[Service], settings: Settings) -> None:
    """Compare the rules of ``services`` with those adopted here, and adopt what is new.

    Raises RulesError and SettingsError. A database that is away is no reason not to start: its service answers nothing
    and judges nothing until then, and the next start compares.
    """
    today = clock_from(settings.clock).today()
    for service in services:
        if books := service.rules():
            try:
                conn = await connect(settings.dsn_of(service.name), autocommit=True)
            except psycopg.OperationalError as error:
                _logger.warning("rules.uncompared", service=service.name, cause=type(error).__name__)
                continue
            try:
                for book in books:
                    await adopt(conn, book, today)
            finally:
                await conn.close()


async def adopt(conn: Conn, book: RuleBook[Edition], today: date) -> None:
    """Compare and adopt the editions of one book. Raises RulesError, with nothing adopted."""
    async with conn.transaction():
        cursor = await conn.execute(
            "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean"
        )
        [read_only] = await cursor.fetchone() or (True,)
        if not read_only:
            await conn.execute("lock table app.edition in share row exclusive mode")
        cursor = await conn.execute(
            "select version, effective_on, digest from app.edition where rules = %s", (book.name,)
        )
        adopted = {
            str(version): Adopted(since, str(digest))
            for version, since, digest in await cursor.fetchall()
            if isinstance(since, date)
        }
        fresh = to_adopt(book, adopted, today)
        if read_only:
            return
        for version in adopted.keys() - {one.version for one in book.editions}:
            await conn.execute(
                "delete from app.edition where rules = %s and version = %s", (book.name, version)
            )
        for one in fresh:
            await conn.execute(
                "insert into app.edition (rules, version, effective_on, digest) values (%s, %s, %s, %s)"
                " on conflict (rules, version) do update"
                " set effective_on = excluded.effective_on, digest = excluded.digest",
                (book.name, one.version, one.effective_on, book.digests[one.version]),
            )
