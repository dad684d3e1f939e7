"""One-step pure upcasters: how an event of version n reads as version n + 1.

Each takes the decoded ``data`` of one version and returns that of the next; they are applied one
after another up to the contract's current version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

TypeVersion = tuple[str, int]
Data = dict[str, object]
Upcast = Callable[[Data], Data]

_REPORTED: Final = ("land_area", "equipment", "research", "sales", "tax")
"""What version 1 of EnterpriseProfiled could not leave out."""


def _day_closed_2(data: Data) -> Data:
    """Version 1 did not count: whoever reads it waits for nothing."""
    return {**data, "counted": {}}


def _day_closed_3(data: Data) -> Data:
    """Up to version 2 a day was closed only when all had come."""
    return {**data, "late": []}


def _connection_changed_2(data: Data) -> Data:
    """Version 1 knew no grace: what applied and was not connected was missing."""
    return {**data, "awaited": []}


_CAUSES_OF_1 = frozenset({"unconfigured", "unreachable", "refused", "malformed", "register"})


def _collection_failed_2(data: Data) -> Data:
    """Version 1 took any code for a cause, and ingest wrote five; any other is told as a detail."""
    if data.get("cause") in _CAUSES_OF_1:
        return data
    return {**data, "cause": "internal", "detail": data.get("cause")}


def _issue_day_2(data: Data) -> Data:
    """Version 1 said neither whether its day was provisional nor by which rules it was counted: not known."""
    return data


def _enterprise_registered_2(data: Data) -> Data:
    """Version 1 said no, and none, of what the register left out; a register says soon again what it knows."""
    return {name: value for name, value in data.items() if name not in ("above_scale", "honours") or value}


def _policy_published_2(data: Data) -> Data:
    """Version 1 knew one day: the edition held from the policy's first day on."""
    return {**data, "effective": data["begins"]}


def _enterprise_profiled_2(data: Data) -> Data:
    """Version 1 said zero of what nobody had reported: its zeros tell nothing.

    Nor does what it said of a register in which the enterprise was not found; then it had no name.
    """
    empty = {name for name in _REPORTED if Decimal(str(data[name])) == 0}
    unread = set() if "name" in data else {"above_scale", "honours"}
    return {name: value for name, value in data.items() if name not in empty | unread}


def _policies_matched_2(data: Data) -> Data:
    """Version 1 took what was missing for zero and for not met, and does not say where: nothing in it is known."""
    return {**data, "matches": [_match_2(match) for match in listed(data["matches"])]}


def _match_2(match: Data) -> Data:
    reasons = [
        {"condition": reason["condition"], "verdict": "unknown"} for reason in listed(match["reasons"])
    ]
    return {
        "policy": match["policy"],
        "version": match["version"],
        "verdict": "unknown",
        "reasons": reasons,
    }


def listed(value: object) -> list[Data]:
    """``value`` as a list of objects. Raises TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError("expected a list")
    return value


def _stall_cleared_2(data: Data) -> Data:
    """Version 1 knew one edition of the rules alone, and nothing that was cleared by another."""
    return data


def _light_changed_2(data: Data) -> Data:
    """Version 1 counted the days from the due day to the day as of which it was said."""
    lifted = dict(data)
    overdue = lifted.pop("overdue", None)
    if isinstance(overdue, int):
        lifted["due"] = str(date.fromisoformat(str(data["day"])) - timedelta(overdue))
    return lifted


UPCASTS: Mapping[TypeVersion, Upcast] = MappingProxyType(
    {
        ("CollectionFailed", 1): _collection_failed_2,
        ("ConnectionChanged", 1): _connection_changed_2,
        ("DayClosed", 1): _day_closed_2,
        ("DayClosed", 2): _day_closed_3,
        ("IssueAnswered", 1): _issue_day_2,
        ("IssueReopened", 1): _issue_day_2,
        ("EnterpriseRegistered", 1): _enterprise_registered_2,
        ("PolicyPublished", 1): _policy_published_2,
        ("EnterpriseProfiled", 1): _enterprise_profiled_2,
        ("PoliciesMatched", 1): _policies_matched_2,
        ("StallCleared", 1): _stall_cleared_2,
        ("LightChanged", 1): _light_changed_2,
    }
)
