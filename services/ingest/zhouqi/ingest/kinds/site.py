"""在建可视化: a site and its pictures, from 智慧工地 over the exchange database; owned by 住建.

The system knows the site by its own code and the construction permit, never the project.
"""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import SitePictured
from zhouqi.ingest.fields.codes import read_count, read_day
from zhouqi.ingest.kinds.kind import Field, Identifies, Kind
from zhouqi.ingest.kinds.shared_fields import PERMIT_REFERENCE, SITE_CODE
from zhouqi.ingest.kinds.wire import Exchange
from zhouqi.service.http.language import Text

SITE = Kind(
    name="site",
    title=Text("在建可视化", "Site pictures"),
    source="smartsite",
    wire=Exchange(
        "site",
        (
            "record_id",
            "updated_at",
            "site_code",
            "permit_number",
            "started_on",
            "cameras",
            "pictured_on",
            "withdrawn",
        ),
    ),
    department="construction",
    every=timedelta(hours=12),
    fact=SitePictured,
    fields=(
        SITE_CODE,
        PERMIT_REFERENCE,
        Field("started_on", read_day, happened=True),
        Field("cameras", read_count, required=True),
        Field("pictured_on", read_day, happened=True),
    ),
    identifies=Identifies("site_code", through="permit_number"),
    rank=2,
)
