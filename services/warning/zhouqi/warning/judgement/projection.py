"""What warning has published of each project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.fold.projection import TableRow
from zhouqi.warning.judgement.published import Published, evolve


class WarningProjection(Projection[Published]):
    """A row a project; ``published`` is all of it, as :class:`~zhouqi.warning.judgement.published.Published`."""

    name = "warning"
    version = 1
    log = STORE
    category = "warning"
    state = Published
    tables = (
        Table(
            "warning", {"project_id": "uuid not null", "published": "json not null"}, indexes=("project_id",)
        ),
    )

    def initial(self, stream: str) -> Published:
        """Nothing published."""
        return Published()

    def evolve(self, state: Published, fact: Fact, event: StreamEvent) -> Published:
        """What is published after ``fact``."""
        return evolve(state, fact)

    def rows(self, state: Published) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        return {"warning": [{"project_id": state.project_id, "published": state}] if state.project_id else []}
