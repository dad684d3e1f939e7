"""The catalogue's files become events: at every start, what changed in them is published."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid5

import structlog

from zhouqi.events import AnyCommand, Command, Heartbeat
from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy.catalogue.commands import Publish, Withdraw
from zhouqi.policy.catalogue.compiled_policy import compile_policy
from zhouqi.policy.catalogue.decider import PolicyDecider
from zhouqi.policy.catalogue.diff import CataloguedPolicy, Change, catalogue_diff
from zhouqi.policy.catalogue.queries import published_catalogue
from zhouqi.policy.publishing.policy_files import load_policies
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.loops.supervision import Loop
from zhouqi.service.rules.rule_files import RulesError
from zhouqi.service.runtime import Runtime

_SPACE = UUID("2f3f0b1e-7f0a-5b0e-9c58-6a2c0d1d4b77")
_IDLE_SECONDS = 20.0
_logger = structlog.get_logger(__name__)


async def publish_catalogue(runtime: Runtime, policies: Sequence[PolicyPublished]) -> int:
    """Publish what differs from the catalogue; how many policies that were.

    Raises RulesError when a changed policy keeps its version, WrongExpression when an expression
    cannot be computed: then nothing is published.
    """
    async with runtime.pool.connection() as conn:
        kept = await published_catalogue(conn)
    changed = catalogue_diff(kept, policies)
    if not changed:
        return 0
    for policy in changed.values():
        if policy is not None:
            compile_policy(policy)
    commands = [_command(runtime, name, change, kept.get(name)) for name, change in changed.items()]
    outcomes = await runtime.handle(PolicyDecider(), commands)
    for outcome in outcomes:
        if outcome.rejection is not None and outcome.rejection.code == "version_not_raised":
            raise RulesError(f"{outcome.stream} changed and kept its version")
    return sum(outcome.events > 0 for outcome in outcomes)


def _command(runtime: Runtime, name: str, change: Change, kept: CataloguedPolicy | None) -> AnyCommand:
    """One id for one change of one state, so that several workers publish it once."""
    sequence = 0 if kept is None else kept.sequence
    digest = sha256(b"withdrawn" if change is None else change.encode()).digest()
    return Command(
        id=uuid5(_SPACE, f"{runtime.settings.county}/{name}/{sequence}/{digest.hex()}"),
        stream=f"policy/{name}",
        body=Withdraw(name) if change is None else Publish(change, runtime.clock.today()),
        occurred_at=runtime.clock.now(),
        expected=sequence,
        digest=digest,
    )


def publishing_loop(runtime: Runtime) -> Loop:
    """The loop of a worker that publishes the catalogue of its release; a release changes it, not time."""

    async def run(heartbeat: Heartbeat) -> None:
        count = await publish_catalogue(runtime, load_policies())
        if count:
            _logger.info("policy.published", count=count)
        while True:
            heartbeat.beat()
            await asyncio.sleep(_IDLE_SECONDS)

    return Loop("catalogue", run)


def catalogue_check(runtime: Runtime) -> Check:
    """Ready means that the catalogue is published as its files say."""

    async def find() -> CheckResult:
        async with runtime.pool.connection() as conn:
            differing = catalogue_diff(await published_catalogue(conn), load_policies())
        detail: dict[str, object] = {"unpublished": sorted(differing)} if differing else {}
        return CheckResult(State.DEGRADED if differing else State.OK, detail)

    return Check("policy/catalogue", find)
