"""实名制考勤: head-counts of a site and day, from 实名制 over the exchange database; owned by 人社.

The system knows the site by its own code, and not always the construction permit; it never knows the project.
"""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import AttendanceReported
from zhouqi.ingest.fields.codes import read_count, read_day, read_yes
from zhouqi.ingest.kinds.kind import Field, Identifies, Kind
from zhouqi.ingest.kinds.shared_fields import PERMIT_REFERENCE, SITE_CODE
from zhouqi.ingest.kinds.wire import Exchange
from zhouqi.service.http.language import Text

ATTENDANCE = Kind(
    name="attendance",
    title=Text("实名制考勤", "Attendance"),
    source="realname",
    wire=Exchange(
        "attendance",
        (
            "record_id",
            "updated_at",
            "site_code",
            "permit_number",
            "day",
            "workers",
            "manager_present",
            "withdrawn",
        ),
    ),
    department="labour",
    every=timedelta(hours=12),
    fact=AttendanceReported,
    fields=(
        SITE_CODE,
        PERMIT_REFERENCE,
        Field("day", read_day, required=True, happened=True),
        Field("workers", read_count, required=True),
        Field("manager_present", read_yes, required=True),
    ),
    identifies=Identifies("site_code", through="permit_number", rank=1),
)
