"""What ingest shows of its own, and what its passes work with."""

from zhouqi.events import ReadModel
from zhouqi.ingest.readmodel.connections import Connections
from zhouqi.ingest.readmodel.identifiers import IDENTIFIER
from zhouqi.ingest.readmodel.progress import Progress
from zhouqi.ingest.readmodel.records import RecordRows
from zhouqi.ingest.readmodel.registers import RegisterRows
from zhouqi.ingest.readmodel.runs import Runs

read_model = ReadModel(
    projections=(Runs(), RecordRows(), RegisterRows(), Progress(), Connections()),
    views=(IDENTIFIER,),
)

__all__ = ["read_model"]
