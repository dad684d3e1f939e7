"""What is registered of projects, as the cockpit is made of it."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.registrations.projection import RegistrationProjection
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn

_REGISTRATIONS: Final = RegistrationProjection()
REGISTRATIONS: Final = Slice(
    name="registrations",
    subscribes=(ProjectRegistered, RecordWithdrawn),
    projections=(_REGISTRATIONS,),
    project_streams="select stream from registration where project_id = %(id)s::uuid",
    stuck=(_REGISTRATIONS,),
)
