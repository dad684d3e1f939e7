"""Where projects stand, as the cockpit is made of it."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.milestones.projection import ProjectProjection
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)

_PROJECTS: Final = ProjectProjection()
MILESTONES: Final = Slice(
    name="milestones",
    subscribes=(
        ProjectSigned,
        ProjectAssigned,
        MilestonePlanned,
        MilestoneReached,
        MilestoneCorrected,
        MilestoneExtended,
        ProjectTerminated,
        ProjectResumed,
    ),
    projections=(_PROJECTS,),
    of_project=(_PROJECTS,),
    stuck=(_PROJECTS,),
)
