"""What a source recorded: the registration of a project, and the base of every other record."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from zhouqi.events.contracts.fact import Area, Code, Day, Fact, Money, ShortText


class Nature(StrEnum):
    """Nature of construction 建设性质, as filed."""

    NEW = "new"
    EXPANSION = "expansion"
    RELOCATION = "relocation"
    RENOVATION = "renovation"
    PURCHASE = "purchase"


class ProjectRegistered(Fact):
    """A source recorded a project's basic information (项目基本信息): anew, revised, or once more.

    Stream ``record/project/<source>-<record>``. ``project_id`` is the county's own id, given once,
    on the first registration of that record. ``updated_at`` is when the source entered it. What the
    source left empty is absent, and so is a day of 1900-01-01. ``total_investment`` is in 万元,
    ``land_area`` in mu 亩.
    """

    project_id: UUID
    source: Code
    record_id: Code
    updated_at: AwareDatetime
    code: Code
    name: ShortText
    enterprise_code: Code
    enterprise_name: ShortText | None = None
    township: Code
    industry: Code | None = None
    nature: Nature | None = None
    total_investment: Money | None = None
    land_area: Area | None = None
    planned_start: Day | None = None
    planned_completion: Day | None = None
    registered_on: Day


class RecordFact(Fact):
    """Base of what a source recorded of a project: anew, revised, or once more.

    Stream ``record/<kind>/<source>-<record>``. ``project_id`` is absent while nothing links the record
    to a project; :class:`RecordLinked` then says it later. ``project_code`` and ``enterprise_code`` are
    what the record itself says. A day of 1900-01-01 is absent. Money is in 万元, areas in mu 亩.
    """

    project_id: UUID | None = None
    source: Code
    record_id: Code
    updated_at: AwareDatetime
    project_code: Code | None = None
    enterprise_code: Code | None = None
