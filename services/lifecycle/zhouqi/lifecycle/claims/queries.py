"""What the records of projects claim now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events.log.connection import Conn
from zhouqi.lifecycle.claims.record_claims import AnyClaim

_claim: Final = msgspec.json.Decoder(AnyClaim)
_QUERY: Final = "select project_id, says from claim where project_id = any(%s) and says is not null"


async def claims_of(conn: Conn, project_ids: Sequence[UUID]) -> dict[UUID, list[AnyClaim]]:
    """What the records of each project claim; a project without any claims nothing."""
    found: dict[UUID, list[AnyClaim]] = defaultdict(list)
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(_QUERY, (list(project_ids),))
        for project_id, says in await cursor.fetchall():
            assert isinstance(project_id, UUID)
            assert isinstance(says, bytes)
            found[project_id].append(_claim.decode(says))
    return found
