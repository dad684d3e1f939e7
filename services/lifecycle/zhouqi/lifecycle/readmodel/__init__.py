"""What lifecycle knows: the registrations, what records claim, and its own projects and closed days."""

from zhouqi.events import ReadModel
from zhouqi.lifecycle.readmodel.claims import Claims
from zhouqi.lifecycle.readmodel.projects import ProjectRows
from zhouqi.service.registrations import Registrations

read_model = ReadModel(projections=(Registrations(), Claims(), ProjectRows()))
"""All of it: one schema, one version."""

__all__ = ["read_model"]
