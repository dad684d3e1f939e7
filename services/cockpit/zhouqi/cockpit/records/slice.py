"""The records of the sources, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.slice import PROJECTS, Slice, touched_by
from zhouqi.cockpit.records.projection import RecordProjection
from zhouqi.events.contracts.catalogue import RECORDS as CONTRACTS
from zhouqi.events.contracts.ingest import RecordLinked, RecordWithdrawn

_RECORDS: Final = RecordProjection()
RECORDS: Final = Slice(
    name="records",
    subscribes=(*CONTRACTS, RecordLinked, RecordWithdrawn),
    projections=(_RECORDS,),
    project_streams="select stream from source_record where project_id = %(id)s::uuid",
    stuck=(_RECORDS,),
    touches={PROJECTS: touched_by("select project_id from source_record where stream = any(%(streams)s)")},
)
