"""The list of projects as a sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from zhouqi.cockpit.api.answers.projects import ProjectRow
from zhouqi.cockpit.export.words import LIGHTS, STAGES, STALLS, joined, yes_or_no
from zhouqi.cockpit.export.workbook import Column, Sheet
from zhouqi.service.language import Text

PROJECTS: Final[Sheet[ProjectRow]] = Sheet(
    Text("项目", "Projects"),
    Text("项目库", "projects"),
    (
        Column(Text("项目名称", "Project"), 44, lambda row: row.name),
        Column(Text("项目代码", "Project code"), 26, lambda row: row.code),
        Column(Text("企业", "Enterprise"), 32, lambda row: row.enterprise),
        Column(Text("统一社会信用代码", "Social credit code"), 22, lambda row: row.enterprise_code),
        Column(Text("乡镇", "Township"), 16, lambda row: row.township_name),
        Column(Text("行业", "Industry"), 24, lambda row: row.industry_name or row.industry),
        Column(Text("总投资（万元）", "Investment (CNY 10k)"), 16, lambda row: row.investment),
        Column(Text("用地面积（亩）", "Land (mu)"), 14, lambda row: row.land_area),
        Column(Text("拟开工", "Planned start"), 12, lambda row: row.planned_start),
        Column(Text("拟建成", "Planned completion"), 12, lambda row: row.planned_completion),
        Column(Text("登记日期", "Registered"), 12, lambda row: row.registered_on),
        Column(Text("阶段", "Stage"), 12, lambda row: STAGES[row.stage]),
        Column(Text("红黄绿灯", "Light"), 10, lambda row: LIGHTS[row.light]),
        Column(
            Text("亮灯依据", "Light given by"),
            14,
            lambda row: None if row.light_stall is None else STALLS[row.light_stall],
        ),
        Column(
            Text("逾期天数", "Days overdue"),
            12,
            lambda row: None if row.overdue is None else Decimal(row.overdue),
        ),
        Column(Text("未销号六未", "Open stalls"), 24, lambda row: joined(STALLS[one] for one in row.stalls)),
        Column(Text("全景可视", "Full view"), 10, lambda row: yes_or_no(row.full_view)),
        Column(Text("已接入数据类", "Kinds connected"), 14, lambda row: Decimal(row.connected)),
        Column(Text("适用数据类", "Kinds that apply"), 14, lambda row: Decimal(row.applicable)),
        Column(Text("牵头部门", "Department"), 26, lambda row: row.department_name),
        Column(Text("代办员", "Agent"), 26, lambda row: row.agent_name),
        Column(Text("终止日期", "Terminated"), 12, lambda row: row.terminated_on),
        Column(Text("更新时间", "Updated"), 17, lambda row: row.updated_at),
    ),
)
