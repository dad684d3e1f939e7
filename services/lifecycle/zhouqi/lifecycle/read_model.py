"""What lifecycle knows: the registrations, what records claim, and its own projects and closed days."""

from zhouqi.events import ReadModel
from zhouqi.lifecycle.claims.projection import ClaimProjection
from zhouqi.lifecycle.project.projection import ProjectProjection
from zhouqi.service.identity.grants import Grants
from zhouqi.service.projections.registrations import Registrations

read_model = ReadModel(projections=(Registrations(), ClaimProjection(), ProjectProjection(), Grants()))
"""All of it: one schema, one version."""

__all__ = ["read_model"]
