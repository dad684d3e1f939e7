"""What people write about an issue. No sentence names a person, a telephone number or a real place."""

from dataclasses import dataclass

from zhouqi.sources.county.projects import Project
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["CATEGORIES", "Category", "Wording", "draw_wording"]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of issues: how common it is, which departments it fits, and pairs of title and description."""

    code: str
    weight: float
    departments: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """An issue in words, and the departments that it fits."""

    category: str
    title: str
    description: str
    departments: tuple[str, ...]


CATEGORIES = (
    Category(
        "land",
        14,
        ("planning",),
        (
            (
                "地块交付时间推迟，影响进场",
                "{project}所在地块青苗补偿尚未完成，原定交地时间已过，施工单位无法进场，恳请协调加快交地。",
            ),
            (
                "项目红线内有一处杆线需迁改",
                "{township}地块红线内有一处通信杆线，影响基坑开挖，请协调权属单位尽快迁改。",
            ),
            (
                "申请办理临时用地手续",
                "{project}施工需在红线外搭设临时材料堆场，面积较小，请指导办理临时用地手续。",
            ),
        ),
    ),
    Category(
        "permits",
        20,
        ("construction", "environment", "reform"),
        (
            (
                "施工许可办理所需材料不明确",
                "{project}图审已通过，提交施工许可时被告知缺少材料，但一次性告知单未列明，请明确所需材料清单。",
            ),
            (
                "环评报告表修改意见较多",
                "{project}环评报告表已修改两轮，专家意见前后不一致，请协助明确废气处理的具体要求。",
            ),
            ("节能审查进度咨询", "{project}节能报告已提交，按计划下月开工，请问审查意见大致何时可以出具。"),
            (
                "分期验收能否先行办理",
                "{project}一号厂房已具备条件，二号厂房仍在装修，希望能够分期办理竣工验收。",
            ),
        ),
    ),
    Category(
        "construction",
        13,
        ("construction",),
        (
            (
                "施工便道通行受限",
                "通往{township}项目工地的道路限高，大型设备运输车辆无法通行，请协调临时通行方案。",
            ),
            ("夜间浇筑混凝土需要许可", "{project}基础底板需连续浇筑，夜间施工证明申请未获答复，请予协调。"),
            (
                "项目周边道路配套滞后",
                "{project}厂房即将封顶，园区配套支路尚未动工，影响设备进场，请明确建设计划。",
            ),
        ),
    ),
    Category(
        "utilities",
        17,
        ("construction", "reform"),
        (
            ("永久用电接入进度缓慢", "{project}计划年内投产，高压外线工程仍未进场，请协调供电部门加快接入。"),
            ("供水压力不足", "{township}片区高峰时段水压偏低，影响生产线试运行，请协调增压或改接主管。"),
            (
                "天然气管道何时接通",
                "{project}烘干工序需要天然气，目前管道距厂区尚有一段未铺设，请告知接通时间。",
            ),
            ("雨污管网接口位置有误", "厂区雨污水接口与市政管网预留井位置不一致，请派员现场核实。"),
        ),
    ),
    Category(
        "finance",
        11,
        ("finance", "industry"),
        (
            (
                "设备贷款贴息如何申请",
                "{project}采购设备使用了银行中长期贷款，希望了解技改贷款贴息的申请条件和时间。",
            ),
            ("流动资金周转困难", "投产初期回款周期较长，流动资金紧张，希望对接金融机构增加授信。"),
            ("保证金返还时间较长", "农民工工资保证金在工程竣工后尚未返还，请协助核实办理进度。"),
        ),
    ),
    Category(
        "labour",
        9,
        ("labour",),
        (
            ("一线操作工招工缺口较大", "{project}二期投产在即，缺少熟练操作工，希望组织专场招聘会。"),
            ("外地员工住宿不足", "{township}周边租赁房源较少，新招员工住宿困难，希望协调人才公寓。"),
            ("技能培训补贴政策咨询", "计划对新进员工开展岗前技能培训，请问培训补贴如何申报。"),
        ),
    ),
    Category(
        "policy",
        11,
        ("industry", "science"),
        (
            ("技改补助申报口径咨询", "{project}部分设备为融资租赁购入，请问能否计入设备投资申报补助。"),
            ("高新技术企业奖励何时兑现", "去年通过高新技术企业认定，相关奖励尚未到账，请告知兑现安排。"),
            ("首台套认定条件咨询", "新研制的设备已交付用户使用，希望了解首台套产品认定的条件和流程。"),
        ),
    ),
    Category(
        "other",
        5,
        ("market", "commerce", "tax"),
        (
            ("厂区门口停车秩序混乱", "{township}厂区门口货车随意停放，影响进出，请协调交通秩序管理。"),
            ("企业名称变更后证照衔接", "企业名称变更后多个证照需要同步变更，希望能够一次办理。"),
        ),
    ),
)


def draw_wording(draw: SeededRandom, project: Project) -> Wording:
    """Draw an issue about a project, in words."""
    category = draw.weighted({one: one.weight for one in CATEGORIES})
    title, description = draw.one_of(category.issues)
    said = description.format(project=project.name, township=project.township.name)
    return Wording(category.code, title, said, category.departments)
