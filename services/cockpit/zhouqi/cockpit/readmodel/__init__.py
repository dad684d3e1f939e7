"""The cockpit's read models, one file each."""

from zhouqi.cockpit.readmodel.project_list import PROJECT_LIST
from zhouqi.cockpit.readmodel.projects import Projects
from zhouqi.cockpit.readmodel.registrations import Registrations
from zhouqi.cockpit.readmodel.townships import Townships
from zhouqi.events import ReadModel

read_model = ReadModel(projections=(Townships(), Registrations(), Projects()), summaries=(PROJECT_LIST,))
"""All of them: one schema, one version."""

__all__ = ["read_model"]
