"""Lights and stalls, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.warnings.projection import WarningProjection
from zhouqi.events.contracts.catalogue import PUBLISHED

_WARNINGS: Final = WarningProjection()
WARNINGS: Final = Slice(
    name="warnings",
    subscribes=PUBLISHED["warning"],
    projections=(_WARNINGS,),
    of_project=(_WARNINGS,),
    stuck=(_WARNINGS,),
)
