"""The county and its townships: fictional names, codes of the right form that nobody holds.

A county code has 6 digits (GB/T 2260), a township code 9: the county's and 3 more, of which 001-099 are
sub-districts (街道), 100-199 towns (镇), 200-399 townships (乡) and 400-599 zones (statistical practice).
"""

from dataclasses import dataclass
from datetime import timedelta, timezone

__all__ = ["COUNTY", "SHANGHAI", "TOWNSHIPS", "Place", "Township"]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The county's time; it has kept to +08:00 all through the simulated years."""


@dataclass(frozen=True, slots=True)
class Place:
    """A county: its code of 6 digits and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Township:
    """A township: its code of 9 digits, its name, and how much industry it has beside the others."""

    code: str
    name: str
    weight: float


COUNTY = Place(code="330529", name="澄川县")
"""The code lies in a range that has not been given out, and no county bears the name."""

TOWNSHIPS = (
    Township("330529001", "听澜街道", 9),
    Township("330529002", "望榆街道", 7),
    Township("330529100", "青梧镇", 11),
    Township("330529101", "松月镇", 8),
    Township("330529102", "桐笙镇", 8),
    Township("330529103", "鹿鸣畈镇", 6),
    Township("330529104", "砚池镇", 6),
    Township("330529105", "柳笛镇", 5),
    Township("330529106", "兰汀镇", 5),
    Township("330529200", "竹语乡", 2),
    Township("330529201", "星坪乡", 2),
    Township("330529400", "澄川经济开发区", 31),
)
