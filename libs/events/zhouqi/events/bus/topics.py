"""Topics are made on purpose, with the deployment's partition count, and kept for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

from zhouqi.events.bus.client_connection import mend_the_client
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.shutdown import stop_client

_logger = structlog.get_logger(__name__)
_ALREADY_EXISTS = 36
_UNKNOWN = 3
_ATTEMPTS = 100


class WrongPartitions(Exception):
    """A topic that holds events has another partition count than this deployment's."""


class Topics:
    """The broker's topics, seen through one admin connection."""

    def __init__(self, admin: AIOKafkaAdminClient, kafka: Kafka) -> None:
        self._admin = admin
        self._kafka = kafka

    async def existing(self) -> dict[str, int]:
        """Every topic and its partition count.

        Asks for all topics at once: some brokers make any topic that is asked for by name.
        """
        described = await self._admin.describe_topics()
        return {topic["topic"]: len(topic["partitions"]) for topic in described if topic["error_code"] == 0}

    async def wrong(self, names: Iterable[str]) -> set[str]:
        """Those of ``names`` that do not exist, or have another partition count than the deployment's."""
        existing = await self.existing()
        return {name for name in names if existing.get(name) != self._kafka.partitions}

    async def create(self, names: Iterable[str]) -> list[str]:
        """Make the topics that do not exist yet; returns those that were made."""
        missing = sorted(set(names) - (await self.existing()).keys())
        for name in missing:
            await self._create(name)
        return missing

    async def remake(self, name: str) -> None:
        """Delete the topic, if it is there, and make it anew."""
        await self._delete(name)
        await self._create(name)

    async def _create(self, name: str) -> None:
        topic = NewTopic(
            name,
            self._kafka.partitions,
            self._kafka.replication,
            topic_configs={
                "cleanup.policy": "delete",
                "retention.ms": "-1",
                "min.insync.replicas": str(self._kafka.min_insync_replicas),
            },
        )
        for _ in range(_ATTEMPTS):
            response = await self._admin.create_topics([topic])
            code = response.to_object()["topic_errors"][0]["error_code"]
            count = (await self.existing()).get(name) if code in (0, _ALREADY_EXISTS) else None
            if count == self._kafka.partitions:
                return
            if code not in (0, _ALREADY_EXISTS):
                raise for_code(code)(name)
            if count is not None:
                # Made by someone's metadata request in between, or a deletion still under way.
                await self._delete(name)
            await asyncio.sleep(0.1)
        raise KafkaError(f"topic {name} could not be made")

    async def _delete(self, name: str) -> None:
        response = await self._admin.delete_topics([name])
        code = response.to_object()["topic_error_codes"][0]["error_code"]
        if code not in (0, _UNKNOWN):
            raise for_code(code)(name)
        _logger.info("topic.deleted", topic=name)


@asynccontextmanager
async def topics(kafka: Kafka) -> AsyncIterator[Topics]:
    """The broker's topics. Raises aiokafka's errors when the broker can't be reached."""
    mend_the_client()
    admin = AIOKafkaAdminClient(
        bootstrap_servers=kafka.bootstrap, request_timeout_ms=kafka.request_timeout_ms
    )
    try:
        await admin.start()
        yield Topics(admin, kafka)
    finally:
        await stop_client(admin)
