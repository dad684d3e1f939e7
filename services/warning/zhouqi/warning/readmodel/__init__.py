"""What warning knows: the projects' registrations and facts, the closed days, and what it said itself."""

from zhouqi.events import ReadModel
from zhouqi.service.registrations import Registrations
from zhouqi.warning.readmodel.closed_days import ClosedDays
from zhouqi.warning.readmodel.facts import ProjectFacts
from zhouqi.warning.readmodel.said import Saying

read_model = ReadModel(projections=(Registrations(), ProjectFacts(), ClosedDays(), Saying()))
"""All of it: one schema, one version."""

__all__ = ["read_model"]
