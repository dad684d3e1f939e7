"""Which project an identifier means, as far as the records tell.

A registration says which project a project code means; permits and land contracts say whose project
code a permit or parcel belongs to; sites, and attendance that knows its permit, say which permit a
site works under. An enterprise means a project only while it has exactly one.

What an identifier means depends on the records alone, never on the order in which they came: of several
records that claim the same one, that of a kind that should know best counts, and then the first by name.
"""

from __future__ import annotations

from zhouqi.events.fold.projection import View

_PROJECT = (
    "select distinct on (value) value, project_id from claim where scheme = 'project_code'"
    " order by value, rank, stream"
)


def _through(scheme: str, known: str) -> str:
    """The projects that identifiers of ``scheme`` mean, through those that ``known`` selects."""
    return (
        "select distinct on (c.value) c.value, k.project_id"  # noqa: S608 - names from this file
        f" from claim c join ({known}) k on k.value = c.via where c.scheme = '{scheme}'"
        " order by c.value, c.rank, c.stream"
    )


_PERMIT = _through("permit_number", _PROJECT)
_ENTERPRISE = (
    "select enterprise_code as value, min(project_id::text)::uuid as project_id from claim"
    " where scheme = 'project_code' and enterprise_code is not null"
    " group by enterprise_code having count(distinct project_id) = 1"
)

IDENTIFIER = View(
    "identifier",
    " union all ".join(
        f"select '{scheme}' as scheme, value, project_id from ({known}) {scheme}"  # noqa: S608
        for scheme, known in (
            ("project_code", _PROJECT),
            ("land_number", _through("land_number", _PROJECT)),
            ("permit_number", _PERMIT),
            ("site_code", _through("site_code", _PERMIT)),
            ("enterprise_code", _ENTERPRISE),
        )
    ),
)
"""scheme, value -> project_id; an identifier that means nothing yet has no row."""
