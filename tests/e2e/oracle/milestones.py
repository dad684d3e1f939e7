"""Which milestones a project has reached, and when each is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.e2e.oracle.records import Records, day

ORDER = ("signed", "land", "started", "completed", "in_production", "scaled", "full_capacity")
_IN_AGREEMENTS = {
    "供地": "land",
    "开工": "started",
    "竣工": "completed",
    "投产": "in_production",
    "上规": "scaled",
    "达产": "full_capacity",
}


@dataclass
class Stand:
    """Where a project stands. ``reached`` holds None for a milestone whose record says no day."""

    traits: dict[str, bool] = field(default_factory=dict)
    reached: dict[str, date | None] = field(default_factory=dict)
    handover: date | None = None
    filing: bool = False
    filed: date | None = None
    due: dict[str, date] = field(default_factory=dict)
    extensions: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    """Milestone -> (approved on, due)."""
    terminated: date | None = None


def stand(records: Records, reports: list[dict[str, Any]]) -> Stand:
    """Where the project of ``records`` stands, given what agents reported by hand."""
    found = Stand()
    agreements = records.of("agreement")
    agreement = max(agreements, key=lambda says: str(says["updated_at"])) if agreements else None
    if agreement:
        _agreement(found, agreement)
    parcel = _parcel(records)
    if parcel:
        found.reached["land"] = day(parcel["contract_on"])
        found.handover = day(parcel["handover_on"])
    starts = [
        *records.days("filing", "started_on"),
        *records.days("land", "started_on"),
        *records.days("site", "started_on"),
    ]
    if starts:
        found.reached["started"] = min(starts)
    _earliest(found, "completed", records, "acceptance", "accepted_on", without_day=True)
    _earliest(found, "in_production", records, "acceptance", "production_on")
    scaled = [says for says in records.of("statistics") if says["entered_in"] == "规上入库"]
    if scaled:
        days = [one for one in (day(says["entered_on"]) for says in scaled) if one]
        found.reached["scaled"] = min(days) if days else None
    _earliest(found, "full_capacity", records, "performance", "full_capacity_on")
    for report in reports:
        if found.reached.get(report["milestone"]) is None:
            found.reached[report["milestone"]] = day(report["on"])
    filings = records.of("filing")
    found.filing = bool(filings)
    filed = records.days("filing", "filed_on")
    found.filed = filed[0] if filed else None
    _dues(found, agreement, parcel)
    return found


def _agreement(found: Stand, says: dict[str, Any]) -> None:
    for trait in ("new_land", "civil_works", "scale_expected", "heavy_asset"):
        found.traits[trait] = says[trait] == "是"
    found.reached["signed"] = day(says["signed_on"])
    found.terminated = day(says["terminated_on"])
    for extension in says["extensions"] or []:
        approved, due = day(extension["approved_on"]), day(extension["due"])
        if approved and due:
            milestone = _IN_AGREEMENTS[extension["milestone"]]
            found.extensions.setdefault(milestone, []).append((approved, due))


def _parcel(records: Records) -> dict[str, Any] | None:
    lands = records.of("land")
    return min(
        lands, key=lambda says: (day(says["contract_on"]) or date.max, says["record_id"]), default=None
    )


def _earliest(
    found: Stand, milestone: str, records: Records, kind: str, name: str, *, without_day: bool = False
) -> None:
    days = records.days(kind, name)
    if days:
        found.reached[milestone] = days[0]
    elif without_day and records.of(kind):
        found.reached[milestone] = None


def _dues(found: Stand, agreement: dict[str, Any] | None, parcel: dict[str, Any] | None) -> None:
    agreed, contract = agreement or {}, parcel or {}

    def put(milestone: str, due: date | None) -> None:
        if due is not None:
            found.due[milestone] = due

    def within(since: str, name: str) -> date | None:
        begins, days = found.reached.get(since), agreed.get(name)
        return begins + timedelta(days=int(days)) if begins and days else None

    put("land", day(agreed.get("land_due")))
    put("started", day(contract.get("start_due")) or day(agreed.get("start_due")))
    put("completed", day(contract.get("completion_due")) or day(agreed.get("completion_due")))
    built = "completed" if found.traits.get("civil_works", True) else "started"
    put("in_production", within(built, "production_within_days"))
    put("scaled", within("in_production", "scale_within_days"))
    put("full_capacity", within("in_production", "capacity_within_days"))
