"""What ingest shows of its own, and what its passes work with."""

from zhouqi.events import ReadModel
from zhouqi.ingest.collection.projection import RunProjection
from zhouqi.ingest.connection.projection import ConnectionProjection, MilestoneProjection
from zhouqi.ingest.crosswalk.projection import IDENTIFIER
from zhouqi.ingest.day_close.projection import OwnClosedDays
from zhouqi.ingest.records.projection import RecordProjection
from zhouqi.ingest.registers.projection import RegisterProjection
from zhouqi.service.identity.grants import OwnGrants

read_model = ReadModel(
    projections=(
        RunProjection(),
        OwnClosedDays(),
        RecordProjection(),
        RegisterProjection(),
        MilestoneProjection(),
        ConnectionProjection(),
        OwnGrants(),
    ),
    views=(IDENTIFIER,),
)
