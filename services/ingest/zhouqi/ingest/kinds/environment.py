"""环境评估: the environmental assessment, from 审批备案3.0; owned by 生态环境."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import Assessment, EnvironmentAssessed
from zhouqi.ingest.fields.codes import read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, document, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_FORMS = {"报告书": Assessment.REPORT, "报告表": Assessment.TABLE, "登记表": Assessment.REGISTRATION}

ENVIRONMENT = Kind(
    name="environment",
    title=Text("环境评估", "Environmental assessment"),
    source="approval",
    wire=Rest("/approval/v3/environment-assessments"),
    department="environment",
    every=timedelta(hours=12),
    fact=EnvironmentAssessed,
    fields=(
        *OF_PROJECT,
        Field("assessed_on", read_day, happened=True),
        Field("document", document),
        Field("form", one_of(_FORMS)),
    ),
)
