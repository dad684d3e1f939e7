"""One-step pure downcasters: how an event of version n + 1 is written as version n.

They are needed for as long as a version is accepted only, or a setting holds a writer back at an older
one. Each takes the encoded ``data`` of one version and returns that of the one before; the key names the
version that it takes. What the older version cannot say is left out, so its upcaster must supply it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zhouqi.events.contracts.upcast import Data, TypeVersion, Upcast, listed

Downcast = Upcast

_PROFILE_OF_1: Final[Data] = {
    "above_scale": False,
    "honours": [],
    "land_area": "0",
    "equipment": "0",
    "research": "0",
    "sales": "0",
    "tax": "0",
}


def _enterprise_registered_1(data: Data) -> Data:
    return {"above_scale": False, "honours": [], **data}


def _policy_published_1(data: Data) -> Data:
    return {name: value for name, value in data.items() if name != "effective"}


def _enterprise_profiled_1(data: Data) -> Data:
    """Version 1 cannot leave out what is unknown; what reads it takes its zeros for unknown."""
    return {**_PROFILE_OF_1, **data}


def _policies_matched_1(data: Data) -> Data:
    """What is unknown is not met; there is an amount only where all is known, as in version 2."""
    matches = [
        {
            **{name: value for name, value in match.items() if name in ("policy", "version", "amount")},
            "reasons": [
                {"condition": reason["condition"], "met": reason["verdict"] == "met"}
                for reason in listed(match["reasons"])
            ],
        }
        for match in listed(data["matches"])
    ]
    return {**data, "matches": matches}


def _light_changed_1(data: Data) -> Data:
    """Version 1 counts the days from the due day; nothing is lost, for it says as of which day."""
    older = dict(data)
    due = older.pop("due", None)
    if due is not None:
        older["overdue"] = (date.fromisoformat(str(data["day"])) - date.fromisoformat(str(due))).days
    return older


DOWNCASTS: Mapping[TypeVersion, Downcast] = MappingProxyType(
    {
        ("EnterpriseRegistered", 2): _enterprise_registered_1,
        ("PolicyPublished", 2): _policy_published_1,
        ("EnterpriseProfiled", 2): _enterprise_profiled_1,
        ("PoliciesMatched", 2): _policies_matched_1,
        ("LightChanged", 2): _light_changed_1,
    }
)
"""``LightChanged`` 2 is accepted only, and a setting lets warning write it. The others are written at their newest
versions, since the older ones take what is missing for zero; a setting holds them back."""
