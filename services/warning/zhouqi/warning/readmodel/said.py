"""What warning has said of each project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhouqi.events import STORE, Fact, Projection, Step, Table
from zhouqi.events.projection import TableRow
from zhouqi.warning.warning import Said, evolve


class Saying(Projection[Said]):
    """A row a project; ``said`` is all of it, as :class:`~zhouqi.warning.warning.Said`."""

    name = "said"
    version = 1
    log = STORE
    category = "warning"
    state = Said
    tables = (
        Table("warning", {"project_id": "uuid not null", "said": "json not null"}, indexes=("project_id",)),
    )

    def initial(self, stream: str) -> Said:
        """Nothing said."""
        return Said()

    def evolve(self, state: Said, fact: Fact, event: Step) -> Said:
        """What is said after ``fact``."""
        return evolve(state, fact)

    def rows(self, state: Said) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        return {"warning": [{"project_id": state.project_id, "said": state}] if state.project_id else []}
