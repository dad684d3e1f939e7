"""What the API shows a leader of a county: the overview, the rows of the list, the page of each project.

Two runs of one county show the same picture, ids included: they follow from the county and its records.
One thing may differ and is left out: ``updated_at``, when lifecycle last decided on a project. A decision
bears the time of the record that it answers, and of several that arrive together that is the one which
happened to come last.
"""

from __future__ import annotations

from typing import Any

from tests.e2e.client import Client

LEFT_OUT = frozenset({"updated_at"})


def picture(client: Client) -> dict[str, Any]:
    """The overview, the rows by project code, and the pages by project code."""
    rows = client.projects(status="all")
    return {
        "overview": client.get("/api/cockpit/overview"),
        "rows": {row["code"]: _kept(row) for row in rows},
        "pages": {row["code"]: _kept(client.get(f"/api/cockpit/projects/{row['id']}")) for row in rows},
    }


def _kept(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in LEFT_OUT}
