"""The divisions of manufacturing 制造业大类 in GB/T 4754-2017, C13 to C43, by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, Self, TypeVar

from zhouqi.service.http.language import Language, Text


class _OfIndustry(Protocol):
    @property
    def industry(self) -> str | None: ...
    def model_copy(self, *, update: Mapping[str, object] | None = None) -> Self: ...


R = TypeVar("R", bound=_OfIndustry)
_DIVISION: Final = re.compile(r"C?(\d{2})\d{0,2}")

_DIVISIONS: Final[Mapping[str, Text]] = {
    "13": Text("农副食品加工", "Farm and sideline food"),
    "14": Text("食品制造", "Food"),
    "15": Text("酒、饮料和精制茶", "Beverages and tea"),
    "16": Text("烟草制品", "Tobacco"),
    "17": Text("纺织", "Textiles"),
    "18": Text("纺织服装、服饰", "Apparel"),
    "19": Text("皮革、毛皮、制鞋", "Leather and footwear"),
    "20": Text("木材加工和木竹制品", "Wood and bamboo"),
    "21": Text("家具制造", "Furniture"),
    "22": Text("造纸和纸制品", "Paper"),
    "23": Text("印刷和记录媒介", "Printing and media"),
    "24": Text("文教、体育和娱乐用品", "Stationery, sports, toys"),
    "25": Text("石油、煤炭加工", "Petroleum and coal"),
    "26": Text("化学原料和化学制品", "Chemicals"),
    "27": Text("医药制造", "Pharmaceuticals"),
    "28": Text("化学纤维", "Chemical fibres"),
    "29": Text("橡胶和塑料制品", "Rubber and plastics"),
    "30": Text("非金属矿物制品", "Non-metallic minerals"),
    "31": Text("黑色金属冶炼和压延", "Ferrous metals"),
    "32": Text("有色金属冶炼和压延", "Non-ferrous metals"),
    "33": Text("金属制品", "Metal products"),
    "34": Text("通用设备", "General machinery"),
    "35": Text("专用设备", "Special machinery"),
    "36": Text("汽车制造", "Automobiles"),
    "37": Text("铁路、船舶、航空航天", "Rail, ships, aerospace"),
    "38": Text("电气机械和器材", "Electrical machinery"),
    "39": Text("计算机、通信和电子设备", "Computers and electronics"),
    "40": Text("仪器仪表", "Instruments"),
    "41": Text("其他制造", "Other manufacturing"),
    "42": Text("废弃资源综合利用", "Recycling"),
    "43": Text("金属制品、机械和设备修理", "Repair of machinery"),
}


def with_industries(rows: Iterable[R], language: Language) -> list[R]:
    """``rows`` with their industries' names."""
    return [row.model_copy(update={"industry_name": industry_name(row.industry, language)}) for row in rows]


def industry_name(code: str | None, language: Language) -> str | None:
    """The division's name for a code such as ``C3392`` or ``33``; None for any other code.

    >>> industry_name("C3392", Language.EN)
    'Metal products'
    """
    match = _DIVISION.fullmatch(code or "")
    name = _DIVISIONS.get(match.group(1)) if match else None
    return None if name is None else name.in_(language)
