"""What policies may ask of an enterprise: the columns of its profile. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Final

from zhouqi.events.contracts.policy import EnterpriseProfiled
from zhouqi.policy.expressions import Row, ValueType

HONOURS: Final = ("high_tech", "specialised")
"""Honours that policies may ask for, each a flag of its own: 高新技术企业, 专精特新."""

COLUMNS: Final[Mapping[str, ValueType]] = MappingProxyType(
    {
        "township": ValueType.TEXT,
        "industry": ValueType.TEXT,
        "grade": ValueType.TEXT,
        "above_scale": ValueType.FLAG,
        **dict.fromkeys(HONOURS, ValueType.FLAG),
        "projects": ValueType.NUMBER,
        "land_area": ValueType.NUMBER,
        "equipment": ValueType.NUMBER,
        "research": ValueType.NUMBER,
        "sales": ValueType.NUMBER,
        "tax": ValueType.NUMBER,
    }
)
"""Column -> what it holds; the meaning of each is that of the profile's field of the same name."""


def field_of(column: str) -> str:
    """The profile's field that a column is taken from."""
    return "honours" if column in HONOURS else column


def values(profile: EnterpriseProfiled) -> Row:
    """The profile as a row of these columns; None is what nobody has told."""
    return {name: _honour(profile, name) if name in HONOURS else _value(profile, name) for name in COLUMNS}


def _honour(profile: EnterpriseProfiled, name: str) -> bool | None:
    return None if profile.honours is None else name in profile.honours


def _value(profile: EnterpriseProfiled, name: str) -> Decimal | bool | str | None:
    match getattr(profile, name):
        case Enum(value=value) if isinstance(value, str):
            return value
        case bool() | str() | Decimal() as value:
            return value
        case int() as value:
            return Decimal(value)
        case _:
            return None
