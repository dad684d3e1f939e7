"""Which kinds of data apply and are connected, as the cockpit is made of it."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.connections.projection import ConnectionProjection
from zhouqi.cockpit.kit.slice import Slice
from zhouqi.events.contracts.ingest import ConnectionChanged

_CONNECTIONS: Final = ConnectionProjection()
CONNECTIONS: Final = Slice(
    name="connections",
    subscribes=(ConnectionChanged,),
    projections=(_CONNECTIONS,),
    of_project=(_CONNECTIONS,),
    stuck=(_CONNECTIONS,),
)
