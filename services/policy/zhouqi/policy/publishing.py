"""The catalogue's files become events: at every start, what changed in them is published."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid5

import structlog

from zhouqi.events import AnyCommand, Command, Heartbeat
from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy import catalogue, matching, queries
from zhouqi.policy.catalogue import CatalogueError
from zhouqi.policy.policy import Policies, PolicyCommand, Publish, Withdraw
from zhouqi.policy.queries import Kept
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.runtime import Runtime
from zhouqi.service.supervise import Loop

_SPACE = UUID("2f3f0b1e-7f0a-5b0e-9c58-6a2c0d1d4b77")
_IDLE_SECONDS = 20.0
_logger = structlog.get_logger(__name__)


async def publish(runtime: Runtime, policies: Sequence[PolicyPublished]) -> int:
    """Publish what differs from the catalogue; how many policies that were.

    Raises CatalogueError when a changed policy keeps its version, WrongExpression when an expression
    cannot be computed: then nothing is published.
    """
    async with runtime.pool.connection() as conn:
        kept = await queries.catalogue(conn)
    changed = changes(kept, policies)
    if not changed:
        return 0
    matching.check([command.policy for command in changed.values() if isinstance(command, Publish)])
    commands = [_command(runtime, name, change, kept.get(name)) for name, change in changed.items()]
    outcomes = await runtime.handle(Policies(), commands)
    for outcome in outcomes:
        if outcome.rejection is not None and outcome.rejection.code == "version_not_raised":
            raise CatalogueError(f"{outcome.stream} changed and kept its version")
    return sum(outcome.events > 0 for outcome in outcomes)


def changes(kept: dict[str, Kept], policies: Sequence[PolicyPublished]) -> dict[str, PolicyCommand]:
    """What has to be said so that the catalogue holds ``policies`` and nothing else."""
    wanted = {one.policy: one for one in policies}
    published: dict[str, PolicyCommand] = {
        name: Publish(one)
        for name, one in wanted.items()
        if name not in kept or kept[name].withdrawn or kept[name].published != one
    }
    gone: dict[str, PolicyCommand] = {
        name: Withdraw(name) for name, one in kept.items() if name not in wanted and not one.withdrawn
    }
    return published | gone


def _command(runtime: Runtime, name: str, change: PolicyCommand, kept: Kept | None) -> AnyCommand:
    """One id for one change of one state, so that several workers publish it once."""
    sequence = 0 if kept is None else kept.sequence
    content = change.policy.encode() if isinstance(change, Publish) else b"withdrawn"
    digest = sha256(content).digest()
    return Command(
        id=uuid5(_SPACE, f"{runtime.settings.county}/{name}/{sequence}/{digest.hex()}"),
        stream=f"policy/{name}",
        body=change,
        occurred_at=runtime.clock.now(),
        expected=sequence,
        digest=digest,
    )


def publishing(runtime: Runtime) -> Loop:
    """The loop of a worker that publishes the catalogue of its release; a release changes it, not time."""

    async def run(heartbeat: Heartbeat) -> None:
        count = await publish(runtime, catalogue.load())
        if count:
            _logger.info("policy.published", count=count)
        while True:
            heartbeat.beat()
            await asyncio.sleep(_IDLE_SECONDS)

    return Loop("catalogue", run)


def catalogue_check(runtime: Runtime) -> Check:
    """Ready means that the catalogue is published as its files say."""

    async def find() -> Finding:
        async with runtime.pool.connection() as conn:
            differing = changes(await queries.catalogue(conn), catalogue.load())
        detail: dict[str, object] = {"unpublished": sorted(differing)} if differing else {}
        return Finding(State.DEGRADED if differing else State.OK, detail)

    return Check("policy/catalogue", find)
