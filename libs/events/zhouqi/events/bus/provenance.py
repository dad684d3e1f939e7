"""Whose messages a consumer takes: those of this county's own services, each on its own topics.

Topics are open to read, and on many brokers to write. A message of anyone else, well formed or not, is
*strange*: it is put aside and counted, and does nothing else. It marks no stream, halts no consumer, and
stands for no event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from zhouqi.events.bus.envelope import Envelope, Origin
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.signatures import HEADER, Signatures
from zhouqi.events.log.connection import Conn

_logger = structlog.get_logger(__name__)


class Strange(Exception):
    """A message that none of our services published; the text says how that shows."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a consumer knows of the services that it listens to.

    ``owners`` names the one service that publishes a topic. Without ``signatures`` a message is believed
    by its ``position`` header, which anyone may imitate who may write to the topic.
    """

    county: str
    owners: Mapping[str, str]
    signatures: Signatures | None

    def origin(self, message: Message) -> Origin:
        """Where the message comes from, proven as far as it can be. Raises Strange."""
        headers = dict(message.headers)
        position = headers.get("position")
        origin = Origin.decode(position)
        if origin is None:
            raise Strange("no position header")
        owner = self.owners.get(message.topic)
        if owner is None:
            raise Strange("nobody publishes this topic")
        if self.signatures is not None:
            said = headers.get(HEADER)
            if said is None:
                raise Strange("no signature")
            if not self.signatures.verify(owner, message.topic, message.key, position, message.value, said):
                raise Strange("its signature does not hold")
        return origin

    def check_own(self, message: Message, envelope: Envelope) -> None:
        """That what the message says fits where it stands. Raises Strange."""
        event = envelope.event
        if event.type != message.topic:
            raise Strange("its type belongs on another topic")
        if envelope.service != self.owners.get(message.topic):
            raise Strange("its source does not publish this type")
        if event.county != self.county:
            raise Strange("of another county")
        if message.key != event.stream.encode():
            raise Strange("its key is not its subject")


async def check_secret(conn: Conn, signatures: Signatures | None) -> bool:
    """Before a consumer reads: was it given another secret since it last did? Commits.

    Then what it put aside as strange may be ours, and what it took may not: its topics are read from the
    beginning, which repeats nothing, and what was strange is settled, to be judged anew.
    """
    fingerprint = None if signatures is None else signatures.fingerprint
    found = await (await conn.execute("select fingerprint from log.trust")).fetchone()
    before = None if found is None else found[0]
    if fingerprint is not None:
        await conn.execute(
            "insert into log.trust (fingerprint) values (%s)"
            " on conflict (single) do update set fingerprint = excluded.fingerprint",
            (fingerprint,),
        )
    elif before is not None:
        await conn.execute("delete from log.trust")
    changed = before is not None and before != fingerprint
    if changed:
        _logger.warning("consumer.trusts_anew", why="it was given another secret")
        await conn.execute("delete from log.consumed")
        await conn.execute(
            "update log.parked set settled_at = now() where cause = 'strange' and settled_at is null"
        )
    await conn.commit()
    return changed
