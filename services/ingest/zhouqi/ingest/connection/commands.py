"""What a project's connection is now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from zhouqi.ingest.connection.judgement import Connection


@dataclass(frozen=True, slots=True)
class StateConnection:
    """All that is known of the project now makes this of it; ``rules`` is the version that was applied."""

    project_id: UUID
    now: Connection
    rules: str
