"""The closed days, as ingest's own store says them."""

from zhouqi.events import STORE
from zhouqi.service.projections.closed_days import ClosedDays


class OwnClosedDays(ClosedDays):
    """The same as elsewhere, in the service that closes them."""

    log = STORE
