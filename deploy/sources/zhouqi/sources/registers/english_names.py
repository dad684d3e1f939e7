"""English names of the county's offices and enterprises, for those who read its pages in English."""

from collections.abc import Mapping

from zhouqi.sources.county.enterprise import FORMS
from zhouqi.sources.county.industries import INDUSTRIES
from zhouqi.sources.county.place import COUNTY

__all__ = ["DEPARTMENTS", "TOWNSHIPS", "enterprise_in_english"]

COUNTY_NAME = "Chengchuan"

DEPARTMENTS: Mapping[str, str] = {
    "industry": "Economy and Information Bureau",
    "reform": "Development and Reform Bureau",
    "commerce": "Commerce Bureau",
    "construction": "Housing and Construction Bureau",
    "planning": "Natural Resources and Planning Bureau",
    "environment": "Ecology and Environment Branch",
    "statistics": "Statistics Bureau",
    "labour": "Human Resources and Social Security Bureau",
    "tax": "Tax Bureau",
    "finance": "Finance Bureau",
    "science": "Science and Technology Bureau",
    "market": "Market Supervision Bureau",
}
"""Each department's English name."""

TOWNSHIPS: Mapping[str, str] = {
    "330529001": "Tinglan Sub-district",
    "330529002": "Wangyu Sub-district",
    "330529100": "Qingwu Town",
    "330529101": "Songyue Town",
    "330529102": "Tongsheng Town",
    "330529103": "Lumingfan Town",
    "330529104": "Yanchi Town",
    "330529105": "Liudi Town",
    "330529106": "Lanting Town",
    "330529200": "Zhuyu Township",
    "330529201": "Xingping Township",
    "330529400": f"{COUNTY_NAME} Economic Development Zone",
}

SPELT = """
晟sheng 恒heng 启qi 瀚han 锦jin 翊yi 铭ming 泽ze 昱yu 凌ling 宸chen 骏jun
霖lin 溯su 朗lang 岚lan 睿rui 钰yu 澜lan 琢zhuo 弘hong 彦yan 皓hao 辰chen
川chuan 源yuan 驰chi 拓tuo 润run 邦bang 禾he 展zhan 耀yao 屹yi 途tu 卓zhuo
嘉jia 峰feng 盛sheng 衡heng 迈mai 越yue 航hang 宁ning 创chuang 升sheng 信xin 达da
"""

SOUNDS: Mapping[str, str] = {pair[0]: pair[1:] for pair in SPELT.split()}
"""How the characters of brands are read."""

TRADES: Mapping[str, str] = {
    "食品": "Food",
    "针织": "Knitting",
    "家居": "Home Furnishings",
    "竹业": "Bamboo",
    "家具": "Furniture",
    "涂料": "Coatings",
    "药业": "Pharmaceutical",
    "薄膜": "Film",
    "塑业": "Plastics",
    "特钢": "Special Steel",
    "铝业": "Aluminium",
    "重工": "Heavy Industry",
    "铸造": "Casting",
    "泵业": "Pump",
    "轴承": "Bearing",
    "精密机械": "Precision Machinery",
    "机器人": "Robotics",
    "半导体设备": "Semiconductor Equipment",
    "汽车部件": "Auto Parts",
    "电机": "Electric Motor",
    "新能源": "New Energy",
    "线缆": "Cable",
    "储能": "Energy Storage",
    "照明": "Lighting",
    "微电子": "Microelectronics",
    "电子": "Electronics",
    "新材料": "New Materials",
    "智控": "Intelligent Control",
}

FORM_NAMES: Mapping[str, str] = {
    "": "",
    "科技": "Technology",
    "实业": "Enterprise",
    "智造": "Smart Manufacturing",
    "工业": "Industrial",
    "装备": "Equipment",
    "制造": "Manufacturing",
    "发展": "Development",
    "精工": "Precision",
    "集团": "Group",
}


ENDINGS: Mapping[str, str] = {
    f"{industry.trade}{form}有限公司": f"{TRADES[industry.trade]} {FORM_NAMES[form]}".strip()
    for industry in INDUSTRIES
    for form in FORMS
}
"""What follows a brand of two characters, and how it is called."""


def enterprise_in_english(name: str) -> str:
    """Answer an enterprise's English name: 澄川弘嘉电机有限公司 is Chengchuan Hongjia Electric Motor Co., Ltd.

    Raises `ValueError` for a name that is none of the county's.
    """
    place = len(COUNTY.name) - 1
    brand, ending = name[place : place + 2], name[place + 2 :]
    if not name.startswith(COUNTY.name[:-1]) or ending not in ENDINGS or not set(brand) <= set(SOUNDS):
        raise ValueError(f"{name} is no enterprise of {COUNTY.name}")
    sound = "".join(SOUNDS[character] for character in brand).capitalize()
    return f"{COUNTY_NAME} {sound} {ENDINGS[ending]} Co., Ltd."
