"""One project's page."""

from __future__ import annotations

from datetime import date, datetime

from zhouqi.cockpit.connections.schemas import ProjectKind
from zhouqi.cockpit.forecasts.schemas import Forecast
from zhouqi.cockpit.issue_list.schemas import IssueRow
from zhouqi.cockpit.milestones.schemas import ProjectMilestone, Traits
from zhouqi.cockpit.policies.schemas import MatchedPolicy
from zhouqi.cockpit.project_list.schemas import ProjectRow
from zhouqi.cockpit.stuck.schemas import StuckStream
from zhouqi.cockpit.warnings.schemas import Episode


class Project(ProjectRow):
    """One project with all that its page shows, apart from the trail.

    ``filed_start`` and ``filed_completion`` are the days as the source filed them; ``planned_start`` and
    ``planned_completion`` are the same, or none where they contradict each other. ``today`` is the
    county's day; ``judged`` the last as of which warning has judged: so is whatever is said to be overdue, and for
    how long. ``traits`` is null while no agreement is known. ``issues`` are those that the reader may
    see; ``policies`` are as of ``policies_day``.
    """

    as_of: datetime | None
    today: date
    judged: date | None
    filed_start: date | None
    filed_completion: date | None
    traits: Traits | None
    milestones: list[ProjectMilestone]
    episodes: list[Episode]
    forecasts: list[Forecast]
    kinds: list[ProjectKind]
    issues: list[IssueRow]
    policies_day: date | None
    policies: list[MatchedPolicy]
    stuck_streams: list[StuckStream]
