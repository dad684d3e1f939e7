"""One-step pure downcasters: how an event of version n + 1 is written as version n.

They are needed for as long as a version is accepted only, or a setting holds a writer back at an older
one. Each takes the encoded ``data`` of one version and returns that of the one before; the key names the
version that it takes. What the older version cannot say is left out, so its upcaster must supply it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhouqi.events.contracts.upcast import TypeVersion, Upcast

Downcast = Upcast

DOWNCASTS: Mapping[TypeVersion, Downcast] = MappingProxyType({})
"""None at present: every contract is written at its newest version."""
