"""A careful reader of records, written from the wire form alone: it shares no code with the sources."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from stdnum.cn import uscc

NEW_CODE = re.compile(r"(\d{2})(0[1-9]|1[0-2])-(\d{6})-(\d{2})-(\d{2})-(\d{6})")
OLD_CODE = re.compile(r"(20\d{2})-(\d{6})-(\d{2})-(\d{2})-(\d{6})(-\d{3})?")

REQUIRED = {
    "project": ("project_code", "project_name", "enterprise_code", "township_code", "registered_on"),
    "agreement": ("project_code", "new_land", "civil_works", "scale_expected", "heavy_asset"),
    "land": ("project_code", "mode"),
    "permit": ("project_code", "permit_number"),
    "statistics": ("project_code", "entered_in"),
    "investment": ("project_code", "period_end", "invested"),
    "inputs": ("project_code", "year", "equipment", "research"),
    "attendance": ("site_code", "day", "workers", "manager_present"),
    "site": ("site_code", "cameras"),
    "acceptance": (),
    "sales": ("project_code", "period_end", "sales"),
    "tax": ("project_code", "period_end", "tax"),
    "payment": ("project_code", "policy", "amount"),
    "performance": ("project_code", "year"),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Value = str | bool | list[dict[str, str]] | None


R = TypeVar("R", bound="Read")


class Read(Protocol):
    """A delivery as far as a reader sees it."""

    @property
    def kind(self) -> str: ...
    @property
    def record_id(self) -> str: ...
    @property
    def source_time(self) -> datetime: ...
    @property
    def record(self) -> Mapping[str, Value]: ...


def reference(text: str) -> str:
    """A code as it was meant: no blanks, no full-width forms, and the hyphens of a project code in their places."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    digits = plain.replace("-", "")
    if len(digits) == 20 and digits.isdigit():
        return "-".join((digits[:4], digits[4:10], digits[10:12], digits[12:14], digits[14:]))
    return plain


def acceptable(record: Mapping[str, Value], townships: Iterable[str], kind: str = "project") -> bool:
    code, enterprise = record.get("project_code"), record.get("enterprise_code")
    if kind == "acceptance" and code is not None:
        code = reference(str(code))
    return (
        all(record[field] for field in REQUIRED.get(kind, ("project_code",)))
        and (enterprise is None or uscc.is_valid(str(enterprise)))
        and (code is None or bool(NEW_CODE.fullmatch(str(code)) or OLD_CODE.fullmatch(str(code))))
        and (kind != "project" or record["township_code"] in set(townships))
        and all(_possible(value) for value in record.values())
    )


def held(deliveries: Iterable[R], townships: Iterable[str]) -> dict[str, R]:
    """For each record the acceptable delivery with the latest time of its own."""
    known = set(townships)
    latest: dict[str, R] = {}
    for delivery in deliveries:
        before = latest.get(delivery.record_id)
        newer = before is None or before.source_time < delivery.source_time
        if newer and acceptable(delivery.record, known, delivery.kind):
            latest[delivery.record_id] = delivery
    return latest


def _possible(value: Value) -> bool:
    """Whether a value that looks like a day is one."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
