"""One delivery: a record as a source put it out at one time, and what a careful reader should make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zhouqi.sources.county.place import SHANGHAI
from zhouqi.sources.county.record import Kind, Value

__all__ = ["SHANGHAI", "Delivery", "Doubt", "Fault", "Kind", "Value"]


class Fault(StrEnum):
    """Why a delivery must be rejected."""

    ENTERPRISE_CODE = "enterprise_code"
    PROJECT_CODE = "project_code"
    TOWNSHIP_CODE = "township_code"
    IMPOSSIBLE_DATE = "impossible_date"
    MISSING = "missing"


class Doubt(StrEnum):
    """What is wrong with a delivery that is to be accepted all the same."""

    NULL_DATE = "null_date"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A record as delivered.

    `source_time` is when the source's clerks entered it, which the record itself says; `delivered_at`, never earlier,
    is when the source put it out. Two deliveries of a record with the same `source_time` are identical, so that
    "the latest" is well defined in whatever order they arrive. `record` lacks its time: whoever serves it adds that.
    """

    kind: Kind
    record_id: str
    source_time: datetime
    delivered_at: datetime
    record: Mapping[str, Value]
    fault: Fault | None = None
    doubt: Doubt | None = None

    @property
    def valid(self) -> bool:
        """Whether a careful reader accepts it."""
        return self.fault is None

    def at(self, moment: datetime) -> "Delivery":
        """Answer the same statement, entered and put out at `moment`."""
        return replace(self, source_time=moment, delivered_at=moment)
