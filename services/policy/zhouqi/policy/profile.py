"""What policies may ask of an enterprise: the columns of its profile. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from zhouqi.events.contracts.policy import EnterpriseProfiled


class Column(Enum):
    """What a column holds."""

    AMOUNT = "amount"
    """万元 or mu 亩, with four decimals."""
    COUNT = "count"
    FLAG = "flag"
    CODE = "code"
    """A code, or null."""


HONOURS: Final = ("high_tech", "specialised")
"""Honours that policies may ask for, each a flag of its own: 高新技术企业, 专精特新."""

COLUMNS: Final[Mapping[str, Column]] = MappingProxyType(
    {
        "township": Column.CODE,
        "industry": Column.CODE,
        "grade": Column.CODE,
        "above_scale": Column.FLAG,
        **dict.fromkeys(HONOURS, Column.FLAG),
        "projects": Column.COUNT,
        "land_area": Column.AMOUNT,
        "equipment": Column.AMOUNT,
        "research": Column.AMOUNT,
        "sales": Column.AMOUNT,
        "tax": Column.AMOUNT,
    }
)
"""Column -> what it holds; the meaning of each is that of the profile's field of the same name."""


def values(profile: EnterpriseProfiled) -> dict[str, object]:
    """The profile as a row of these columns."""
    return {
        name: name in profile.honours if name in HONOURS else _plain(getattr(profile, name))
        for name in COLUMNS
    }


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
