"""One-step pure upcasters: how an event of version n reads as version n + 1.

Each takes the decoded ``data`` of one version and returns that of the next; they are applied one
after another up to the contract's current version. None is needed while every contract is at 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

TypeVersion = tuple[str, int]
Data = dict[str, object]
Upcast = Callable[[Data], Data]

UPCASTS: Mapping[TypeVersion, Upcast] = MappingProxyType({})
