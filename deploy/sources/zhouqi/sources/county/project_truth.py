"""A project with its whole truth."""

from dataclasses import dataclass
from datetime import date

from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.registration_versions import RegistrationVersion
from zhouqi.sources.county.timeline import Timeline

__all__ = ["ProjectTruth"]


@dataclass(frozen=True, slots=True)
class ProjectTruth:
    """A project with its whole truth: its timeline, what is registered of it from when on, and what sources hold.

    `ends`: the day on which it ended or was withdrawn for good; nothing new is recorded of it afterwards.
    """

    project: Project
    timeline: Timeline
    registered: tuple[RegistrationVersion, ...]
    coverage: Coverage
    ends: date | None = None
