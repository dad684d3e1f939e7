"""What warning knows: the projects' registrations and facts, the closed days, and what it said itself."""

from zhouqi.events import ReadModel
from zhouqi.service.identity.grants import Grants
from zhouqi.service.projections.registrations import Registrations
from zhouqi.warning.facts.projection import FactsProjection
from zhouqi.warning.judged_day.projection import ClosedDayProjection
from zhouqi.warning.judgement.projection import WarningProjection

read_model = ReadModel(
    projections=(Registrations(), FactsProjection(), ClosedDayProjection(), WarningProjection(), Grants())
)
"""All of it: one schema, one version."""

__all__ = ["read_model"]
