"""A service at work: its settings, its connections, its clock, and the way commands go."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.clock import Clock, clock_from
from zhouqi.events.commands.decide import AnyCommand, AnyDecider, Command, Outcome, Stale
from zhouqi.events.commands.handle import Conflict, Handler
from zhouqi.events.context import Context
from zhouqi.events.contracts import OWNERS, Emission, ImpossibleVersion
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.event_log import JOURNAL
from zhouqi.events.log.notify import Notifier
from zhouqi.service import settings as configuration
from zhouqi.service.http.changes import Changes
from zhouqi.service.http.idempotency import Key
from zhouqi.service.http.paging import Cursors
from zhouqi.service.http.precondition import check_match
from zhouqi.service.http.problems import BUSY, Problem
from zhouqi.service.http.rejection import as_problem
from zhouqi.service.identity.authority import Authority, folds_grants
from zhouqi.service.identity.demo_sign_in import DemoProvider
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.permissions import Permissions
from zhouqi.service.settings import EnvironmentSettings, Settings, SettingsError
from zhouqi.service.storage.database import HTTP_STATEMENT_SECONDS, make_pool
from zhouqi.service.telemetry import trace

if TYPE_CHECKING:
    from zhouqi.service.service import Service

S = TypeVar("S", bound=EnvironmentSettings)


class Runtime:
    """What a service's routes and loops work with. One per service and process.

    ``pool`` looks into ``rm`` and ``log``; ``clock`` is the business clock; ``demo`` gives tokens and is
    there where signing in by choosing an account is offered; ``changes`` tells how far the journal has come;
    ``cursors`` makes and reads those of its lists.
    """

    def __init__(
        self,
        service: Service,
        settings: Settings,
        clock: Clock,
        permissions: Permissions,
        demo: DemoProvider | None = None,
        statement_seconds: int = HTTP_STATEMENT_SECONDS,
    ) -> None:
        self.service = service
        self.settings = settings
        self.clock = clock
        self.permissions = permissions
        self.demo = demo
        self.dsn = settings.dsn_of(service.name)
        self.pool = make_pool(self.dsn, settings.pool_size, service.name, statement_seconds)
        self.hints = Notifier(self.dsn)
        self.changes = Changes(self.pool, JOURNAL, self.hints.waiter(JOURNAL))
        context = service.context
        self.authority = Authority(self.pool, grants=folds_grants(context.read_model.projections))
        self.projector = Projector(context.read_model, context.decoder)
        self.emission = emission_of(settings, context)
        self.provenance = provenance_of(settings, context)
        self.handler = Handler(
            context.publishes, self.projector, settings.county, clock.now, context.decoder, self.emission
        )
        self.cursors = Cursors(_key_of(settings))
        self._own = None if service.settings is None else configuration.load(service.settings)

    def own(self, cls: type[S]) -> S:
        """The service's own settings, which are of class ``cls``."""
        if not isinstance(self._own, cls):
            raise TypeError(f"{self.service.name} has no {cls.__name__}")
        return self._own

    def command(
        self,
        identity: Identity,
        key: Key,
        stream: str,
        body: object,
        *,
        expected: int | None = None,
        occurred_at: datetime | None = None,
    ) -> AnyCommand:
        """The command that a POST request asks for, marked with who sent it and in which trace.

        ``expected`` is the request's If-Match; ``occurred_at`` is now, unless it is entered late
        (``backfill.occurred_at``).
        """
        here = trace.current.get() or trace.begin()
        return Command(
            id=key.command_id(identity.account),
            stream=stream,
            body=body,
            occurred_at=occurred_at or self.clock.now(),
            actor=identity.account,
            correlation_id=here.correlation_id,
            traceparent=here.traceparent,
            expected=expected,
            in_order=True,
            once=True,
            digest=key.digest,
        )

    async def handle(self, decider: AnyDecider, commands: Sequence[AnyCommand]) -> list[Outcome]:
        """Handle ``commands`` in one transaction; an outcome each. Raises Conflict and psycopg's errors."""
        async with self.pool.connection() as conn:
            return await self.handler.handle(conn, decider, commands)

    async def send(
        self,
        decider: AnyDecider,
        command: AnyCommand,
        current: Callable[[], Awaitable[Mapping[str, object]]] | None = None,
    ) -> Outcome:
        """Handle one command for HTTP. Raises Problem when it is refused, stale or in conflict.

        ``current`` reads what the caller should see instead when its form was stale.
        """
        try:
            (outcome,) = await self.handle(decider, [command])
        except Conflict:
            raise Problem(BUSY, headers={"Retry-After": "1"}) from None
        if isinstance(outcome.rejection, Stale):
            check_match(command.expected, outcome.sequence, await current() if current else {})
        if outcome.rejection is not None:
            raise as_problem(outcome.rejection, outcome.sequence, self.service.rejections)
        return outcome

    async def open(self) -> None:
        """Open the connections. Raises psycopg_pool's PoolTimeout when the database is not there."""
        await self.pool.open(wait=False)

    async def close(self) -> None:
        """Let waiting listeners go and close the connections."""
        await self.changes.close()
        await self.pool.close()


def _key_of(settings: Settings) -> str:
    """The county's key; a process that has none, and reads no token either, takes one of its own."""
    key = settings.signing_key
    return secrets.token_hex(32) if key is None else key.get_secret_value()


def emission_of(settings: Settings, context: Context) -> Emission:
    """The versions at which ``context`` writes its events.

    Raises SettingsError when a type is unknown, or its version one that this code cannot write.
    """
    known = {name.lower() for name in (*OWNERS, *context.topics)}
    if unknown := sorted(name for name in settings.emit if name.lower() not in known):
        raise SettingsError(f"ZHOUQI_EMIT__{unknown[0].upper()}: there is no such event type")
    try:
        return Emission.of(context.publishes, settings.emit)
    except ImpossibleVersion as error:
        raise SettingsError(f"ZHOUQI_EMIT__…: {error}") from None


def provenance_of(settings: Settings, context: Context) -> Provenance:
    """Whose events ``context`` takes. Raises SettingsError for a secret that is too short."""
    return Provenance(settings.county, context.owners, settings.signatures)


def make_runtimes(
    services: Sequence[Service],
    settings: Settings,
    policies: Permissions,
    demo: DemoProvider | None = None,
    statement_seconds: int = HTTP_STATEMENT_SECONDS,
) -> list[Runtime]:
    """A runtime for each service, nothing opened yet. Raises SettingsError."""
    clock = clock_from(settings.clock)
    return [Runtime(service, settings, clock, policies, demo, statement_seconds) for service in services]
