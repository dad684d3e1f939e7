"""Delete what a broker holds, between two tests."""

import asyncio
import threading
from collections.abc import Coroutine

from aiokafka.admin import AIOKafkaAdminClient


def delete_all(bootstrap: str) -> None:
    """Delete every topic but the broker's own, and return when none is left."""
    _run(_delete_all(bootstrap))


async def _delete_all(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        while names := await _topics(admin):
            await admin.delete_topics(names)
            await asyncio.sleep(0.02)
    finally:
        await admin.close()


async def _topics(admin: AIOKafkaAdminClient) -> list[str]:
    return [name for name in await admin.list_topics() if not name.startswith("__")]


def _run(work: Coroutine[object, object, None]) -> None:
    """Run ``work`` in a thread of its own: the caller may stand in an event loop."""
    failure: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it was asked for
            failure.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
