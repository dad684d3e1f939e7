import type { Language } from "../i18n";

/** The divisions of manufacturing in GB/T 4754-2017 (C13 to C43). */
const DIVISIONS: Record<string, readonly [zh: string, en: string]> = {
  "13": ["农副食品加工", "Farm and sideline food"],
  "14": ["食品制造", "Food"],
  "15": ["酒、饮料和精制茶", "Beverages and tea"],
  "16": ["烟草制品", "Tobacco"],
  "17": ["纺织", "Textiles"],
  "18": ["纺织服装、服饰", "Apparel"],
  "19": ["皮革、毛皮、制鞋", "Leather and footwear"],
  "20": ["木材加工和木竹制品", "Wood and bamboo"],
  "21": ["家具制造", "Furniture"],
  "22": ["造纸和纸制品", "Paper"],
  "23": ["印刷和记录媒介", "Printing and media"],
  "24": ["文教、体育和娱乐用品", "Stationery, sports, toys"],
  "25": ["石油、煤炭加工", "Petroleum and coal"],
  "26": ["化学原料和化学制品", "Chemicals"],
  "27": ["医药制造", "Pharmaceuticals"],
  "28": ["化学纤维", "Chemical fibres"],
  "29": ["橡胶和塑料制品", "Rubber and plastics"],
  "30": ["非金属矿物制品", "Non-metallic minerals"],
  "31": ["黑色金属冶炼和压延", "Ferrous metals"],
  "32": ["有色金属冶炼和压延", "Non-ferrous metals"],
  "33": ["金属制品", "Metal products"],
  "34": ["通用设备", "General machinery"],
  "35": ["专用设备", "Special machinery"],
  "36": ["汽车制造", "Automobiles"],
  "37": ["铁路、船舶、航空航天", "Rail, ships, aerospace"],
  "38": ["电气机械和器材", "Electrical machinery"],
  "39": ["计算机、通信和电子设备", "Computers and electronics"],
  "40": ["仪器仪表", "Instruments"],
  "41": ["其他制造", "Other manufacturing"],
  "42": ["废弃资源综合利用", "Recycling"],
  "43": ["金属制品、机械和设备修理", "Repair of machinery"],
};

/** The division's name for a code such as `C3392`; undefined outside manufacturing. */
export function industryName(code: string, language: Language): string | undefined {
  const names = DIVISIONS[/^C?(\d{2})/.exec(code)?.[1] ?? ""];
  return names?.[language === "en" ? 1 : 0];
}

/** The division's name, the code itself where it has none, a dash without a code. */
export function industryText(code: string | null, language: Language): string {
  return code === null ? "—" : (industryName(code, language) ?? code);
}
