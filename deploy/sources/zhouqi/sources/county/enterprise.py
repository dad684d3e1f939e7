"""Enterprises: fictional companies with valid codes. None of them is, or is meant to be like, a real one."""

from dataclasses import dataclass

from zhouqi.sources.county.codes import credit_code, scatter
from zhouqi.sources.county.industries import INDUSTRIES, Industry
from zhouqi.sources.county.place import COUNTY
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["Enterprise", "draw_enterprise"]

FIRST = "晟恒启瀚锦翊铭泽昱凌宸骏霖溯朗岚睿钰澜琢弘彦皓辰"
SECOND = "川源驰拓润邦禾展耀屹途卓嘉峰盛衡迈越航宁创升信达"
FORMS = ("", "科技", "实业", "智造", "工业", "装备", "制造", "发展", "精工", "集团")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise: its unified social credit code, its name, its branch.

    `above_scale`: in the statistics register of firms above scale (年主营业务收入 2,000 万元) before its project began.
    """

    code: str
    name: str
    industry: Industry
    above_scale: bool


def draw_enterprise(seed: int, number: int) -> Enterprise:
    """Answer the `number`-th enterprise of a county; another number has another code and another name.

    A brand comes back only with another branch, and all of them only with another form: some 160,000 names.
    """
    turn, place = divmod(number, len(FIRST) * len(SECOND))
    form, shift = divmod(turn, len(INDUSTRIES))
    first, second = divmod(scatter(place, seed, len(FIRST) * len(SECOND)), len(SECOND))
    base = SeededRandom(seed, "brand", place).integer(0, len(INDUSTRIES) - 1)
    industry = INDUSTRIES[(base + shift) % len(INDUSTRIES)]
    return Enterprise(
        code=credit_code(COUNTY.code, number, seed),
        name=f"{COUNTY.name[:-1]}{FIRST[first]}{SECOND[second]}{industry.trade}{FORMS[form]}有限公司",
        industry=industry,
        above_scale=SeededRandom(seed, "enterprise", number).chance(0.25),
    )
