"""End the broker's clients: in time and for good, whatever the broker does."""

from __future__ import annotations

import asyncio
from typing import TypeAlias

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient

BusClient: TypeAlias = AIOKafkaConsumer | AIOKafkaProducer | AIOKafkaAdminClient
_PATIENCE_SECONDS = 2.0
_CUT_SECONDS = 1.0
_logger = structlog.get_logger(__name__)


async def stop_client(client: BusClient) -> None:
    """Stop ``client``; after two seconds cut its connections, so that it ends without the broker.

    Raises nothing of the client's: its stop may wait without end for a broker that is away, and lets
    the cancellation of its own tasks escape, which its caller would take for an order to end. Cancelled, it
    leaves no connection open either, and nothing that opens one.
    """
    stopping = asyncio.create_task(_stop(client))
    try:
        await asyncio.wait({stopping}, timeout=_PATIENCE_SECONDS)
        if not stopping.done():
            _logger.warning("bus.cut_off", client=type(client).__name__)
            cutting = asyncio.create_task(_cut(client))
            await asyncio.wait({stopping, cutting}, timeout=_CUT_SECONDS)
            cutting.cancel()
        stopping.cancel()
        await asyncio.wait({stopping}, timeout=_CUT_SECONDS)
    finally:
        stopping.cancel()
        _disconnect(client)
    if stopping.done() and not stopping.cancelled() and (error := stopping.exception()) is not None:
        _logger.warning("bus.ended_badly", client=type(client).__name__, cause=type(error).__name__)


async def _stop(client: BusClient) -> None:
    if isinstance(client, AIOKafkaAdminClient):
        await client.close()
    elif isinstance(client, AIOKafkaProducer):
        await client.stop()
    else:
        await client.stop()


async def _cut(client: BusClient) -> None:
    """Close its connections under it: what it still waits for fails."""
    await _wire(client).close()
    if isinstance(client, AIOKafkaProducer) and client._sender.sender_task is not None:  # noqa: SLF001
        client._sender.sender_task.cancel()  # noqa: SLF001


def _disconnect(client: BusClient) -> None:
    """End the task that connects again, and every connection: a stop that failed left both."""
    wire = _wire(client)
    if wire._sync_task is not None:  # noqa: SLF001
        wire._sync_task.cancel()  # noqa: SLF001
    for one in list(wire._conns.values()):  # noqa: SLF001
        one.close()


def _wire(client: BusClient) -> AIOKafkaClient:
    return client.client if isinstance(client, AIOKafkaProducer) else client._client  # noqa: SLF001
