"""One-step pure upcasters: how an event of version n reads as version n + 1.

Each takes the decoded ``data`` of one version and returns that of the next; they are applied one
after another up to the contract's current version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

TypeVersion = tuple[str, int]
Data = dict[str, object]
Upcast = Callable[[Data], Data]


def _day_closed_2(data: Data) -> Data:
    """Version 1 did not count: whoever reads it waits for nothing."""
    return {**data, "counted": {}}


UPCASTS: Mapping[TypeVersion, Upcast] = MappingProxyType({("DayClosed", 1): _day_closed_2})
