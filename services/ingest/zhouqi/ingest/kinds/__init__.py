"""The kinds of data that the county collects, each declared in a file of its own."""

from zhouqi.ingest.kinds.acceptance import ACCEPTANCE
from zhouqi.ingest.kinds.agreement import AGREEMENT
from zhouqi.ingest.kinds.attendance import ATTENDANCE
from zhouqi.ingest.kinds.energy import ENERGY
from zhouqi.ingest.kinds.environment import ENVIRONMENT
from zhouqi.ingest.kinds.filing import FILING
from zhouqi.ingest.kinds.inputs import INPUTS
from zhouqi.ingest.kinds.investment import INVESTMENT
from zhouqi.ingest.kinds.kind import County, Field, Kind
from zhouqi.ingest.kinds.land import LAND
from zhouqi.ingest.kinds.payment import PAYMENT
from zhouqi.ingest.kinds.performance import PERFORMANCE
from zhouqi.ingest.kinds.permit import PERMIT
from zhouqi.ingest.kinds.planning import PLANNING
from zhouqi.ingest.kinds.project import PROJECT
from zhouqi.ingest.kinds.sales import SALES
from zhouqi.ingest.kinds.site import SITE
from zhouqi.ingest.kinds.statistics import STATISTICS
from zhouqi.ingest.kinds.tax import TAX
from zhouqi.ingest.kinds.wire import DropFolder, Exchange, Rest, Wire

KINDS: tuple[Kind, ...] = (
    PROJECT,
    AGREEMENT,
    LAND,
    FILING,
    ENERGY,
    ENVIRONMENT,
    PLANNING,
    PERMIT,
    STATISTICS,
    INVESTMENT,
    INPUTS,
    ATTENDANCE,
    SITE,
    ACCEPTANCE,
    SALES,
    TAX,
    PAYMENT,
    PERFORMANCE,
)
"""All kinds, in the order of a project's life: the catalogue of kinds."""

BY_NAME = {kind.name: kind for kind in KINDS}
DEPARTMENTS = {kind.name: kind.department for kind in KINDS}
"""Kind -> the department that owns its data."""

__all__ = [
    "BY_NAME",
    "DEPARTMENTS",
    "KINDS",
    "County",
    "DropFolder",
    "Exchange",
    "Field",
    "Kind",
    "Rest",
    "Wire",
]
