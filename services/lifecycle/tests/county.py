"""A county whose events arrive at lifecycle: records, registrations, and what its records claim."""

from __future__ import annotations

from uuid import UUID

from tests.county import project_registered, record_withdrawn
from tests.county.kit import LiveCounty
from tests.county.records import linked, stated, stream
from zhouqi.events.contracts.ingest import RecordFact
from zhouqi.lifecycle.claims.record_claims import AnyClaim, claim_of


class County(LiveCounty):
    """Tells a project's life."""

    async def states(self, *facts: RecordFact) -> None:
        """Sources state records."""
        await self.happen(*(stated(fact) for fact in facts))

    async def registers(self, project_id: UUID, township: str, enterprise: str) -> None:
        """A project is registered."""
        key = f"SP-{project_id.int}"
        await self.happen(project_registered(key, of=project_id, township=township, enterprise=enterprise))

    async def links(self, fact: RecordFact, project_id: UUID) -> None:
        """A record that waited is linked to a project."""
        await self.happen(linked(fact, project_id, "permit_number"))

    async def withdraws(self, fact: RecordFact) -> None:
        """A source takes a record back."""
        await self.happen(record_withdrawn(stream(fact)))


def claimed(*facts: RecordFact) -> tuple[AnyClaim, ...]:
    """What these records claim."""
    claims = (claim_of(fact, stream(fact)) for fact in facts)
    return tuple(one for one in claims if one is not None)
