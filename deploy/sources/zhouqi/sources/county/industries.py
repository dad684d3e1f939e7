"""Branches of manufacturing (GB/T 4754-2017, class C) that settle in such a county."""

from dataclasses import dataclass

__all__ = ["INDUSTRIES", "Industry"]


@dataclass(frozen=True, slots=True)
class Industry:
    """A branch: its 4-digit code with the class letter, its title, and words that its companies and projects use.

    `heavy` says that plants of this branch are heavy in assets and take longer to reach full capacity.
    """

    code: str
    title: str
    trade: str
    product: str
    unit: str
    heavy: bool = False


INDUSTRIES = (
    Industry("C1432", "速冻食品制造", "食品", "速冻调理食品", "万吨"),
    Industry("C1761", "针织或钩针编织物织造", "针织", "高档针织面料", "万米"),
    Industry("C2110", "木质家具制造", "家居", "定制木质家具", "万套"),
    Industry("C2120", "竹、藤家具制造", "竹业", "户外竹家具", "万件"),
    Industry("C2130", "金属家具制造", "家具", "人体工学座椅", "万把"),
    Industry("C2641", "涂料制造", "涂料", "水性涂料", "吨", heavy=True),
    Industry("C2720", "化学药品制剂制造", "药业", "固体制剂", "亿片", heavy=True),
    Industry("C2921", "塑料薄膜制造", "薄膜", "功能性薄膜", "吨"),
    Industry("C2929", "塑料零件及其他塑料制品制造", "塑业", "精密注塑件", "万件"),
    Industry("C3130", "钢压延加工", "特钢", "精密冷轧带钢", "万吨", heavy=True),
    Industry("C3252", "铝压延加工", "铝业", "新能源用铝箔", "万吨", heavy=True),
    Industry("C3311", "金属结构制造", "重工", "装配式钢结构", "万吨"),
    Industry("C3392", "有色金属铸造", "铸造", "轻量化压铸件", "万件"),
    Industry("C3441", "泵及真空设备制造", "泵业", "智能水泵", "万台"),
    Industry("C3451", "滚动轴承制造", "轴承", "高精度轴承", "万套"),
    Industry("C3484", "机械零部件加工", "精密机械", "精密机械零部件", "万件"),
    Industry("C3491", "工业机器人制造", "机器人", "协作机器人", "台"),
    Industry("C3562", "半导体器件专用设备制造", "半导体设备", "半导体清洗设备", "台", heavy=True),
    Industry("C3670", "汽车零部件及配件制造", "汽车部件", "新能源汽车零部件", "万套"),
    Industry("C3812", "电动机制造", "电机", "永磁同步电机", "万台"),
    Industry("C3825", "光伏设备及元器件制造", "新能源", "高效光伏组件", "兆瓦", heavy=True),
    Industry("C3831", "电线、电缆制造", "线缆", "特种电缆", "万米"),
    Industry("C3841", "锂离子电池制造", "储能", "储能电池系统", "兆瓦时", heavy=True),
    Industry("C3872", "照明灯具制造", "照明", "智能照明灯具", "万套"),
    Industry("C3973", "集成电路制造", "微电子", "功率器件", "万片", heavy=True),
    Industry("C3982", "电子电路制造", "电子", "高密度线路板", "万平方米"),
    Industry("C3985", "电子专用材料制造", "新材料", "电子级新材料", "吨", heavy=True),
    Industry("C4011", "工业自动控制系统装置制造", "智控", "工业控制装置", "万套"),
)
