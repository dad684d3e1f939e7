"""What the county must show, computed from the truth by code that shares nothing with the product.

A record says what its latest valid delivery says, by the source's own time; 1900-01-01 is no day; a
plan whose completion lies before its start is no plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, order=True)
class Row:
    """A project as a list shows it. Amounts are compared as numbers, days as text."""

    code: str
    name: str
    enterprise_code: str
    township: str
    investment: float | None
    land_area: float | None
    planned_start: str | None
    planned_completion: str | None
    registered_on: str
    withdrawn: bool


def expected(truth: dict[str, Any]) -> list[Row]:
    """Every project that was ever registered, in order of its code."""
    rows = []
    for record in truth["records"]:
        if record["kind"] != "project":
            continue
        valid = [delivery for delivery in record["deliveries"] if delivery["valid"]]
        stated = [delivery for delivery in valid if not delivery["record"]["withdrawn"]]
        if stated:
            says = _latest(stated)["record"]
            rows.append(_row(says, withdrawn=_latest(valid)["record"]["withdrawn"]))
    return sorted(rows)


def shown(items: list[dict[str, Any]]) -> list[Row]:
    """The same of what the API answered."""
    return sorted(
        Row(
            code=item["code"],
            name=item["name"],
            enterprise_code=item["enterprise_code"],
            township=item["township"],
            investment=_number(item["investment"]),
            land_area=_number(item["land_area"]),
            planned_start=item["planned_start"],
            planned_completion=item["planned_completion"],
            registered_on=item["registered_on"],
            withdrawn=item["withdrawn"],
        )
        for item in items
    )


def _latest(deliveries: list[dict[str, Any]]) -> dict[str, Any]:
    return max(deliveries, key=lambda delivery: datetime.fromisoformat(delivery["source_time"]))


def _row(says: dict[str, Any], *, withdrawn: bool) -> Row:
    start, completion = _day(says["planned_start"]), _day(says["planned_completion"])
    believed = not (start and completion and completion < start)
    return Row(
        code=says["project_code"],
        name=says["project_name"],
        enterprise_code=says["enterprise_code"],
        township=says["township_code"],
        investment=_number(says["total_investment"]),
        land_area=_number(says["land_area_mu"]),
        planned_start=start if believed else None,
        planned_completion=completion if believed else None,
        registered_on=says["registered_on"],
        withdrawn=withdrawn,
    )


def _day(text: str | None) -> str | None:
    return None if text in (None, "1900-01-01") else text


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
