/** Chinese texts: dictionary. */
export const texts = {
  dictionary: {
    title: "指标口径",
    lead: "页面上每个数字的含义、算法和分母。所有数字都只统计您范围内的项目和问题。",
    name: "指标",
    formula: "算法",
    denominator: "分母",
    rows: "查看明细",
    none: "—",
    areas: {
      projects: "项目",
      lights: "红黄绿灯",
      stalls: "六未",
      issues: "问题",
    },
    items: {
      registered: { name: "在库项目", formula: "已登记且数源未撤销的项目数，包括已终止的" },
      investment: {
        name: "总投资",
        formula: "在库项目总投资之和，单位亿元（1 亿元 = 10,000 万元），未填的不计",
      },
      unplanned: { name: "缺计划", formula: "在库项目中拟开工或拟建成日期缺失的项目数" },
      stuck: { name: "数据卡住", formula: "在库项目中有事件无法处理、显示内容可能不是最新的项目数" },
      withdrawn: { name: "已撤销", formula: "数源已撤销的项目数，不计入在库项目" },
      township: {
        name: "各乡镇在库项目",
        formula: "按项目所在乡镇分别统计的在库项目数，各乡镇之和等于在库项目",
      },
      stage: {
        name: "各阶段项目",
        formula:
          "按项目已达成的最后一个节点分别统计；一个都没有的为登记，已终止的为终止；各阶段之和等于在库项目",
      },
      connected: {
        name: "数据接入",
        formula: "已接入的数据类数：至少有一条已采用、已关联、未撤销的记录",
      },
      fullView: { name: "全景可视", formula: "全部适用数据类都已接入的在库项目数" },
      red: { name: "红灯", formula: "某个适用的节点逾期天数超过宽限期的在库项目数" },
      yellow: { name: "黄灯", formula: "没有红灯，但某个适用的节点临近到期或逾期未超过宽限期的在库项目数" },
      green: {
        name: "绿灯",
        formula: "适用的节点都已达成或离到期尚远的在库项目数，包括已终止的；四种灯之和等于在库项目",
      },
      unknown: { name: "待定", formula: "缺少判断所需日期，或尚未日终的在库项目数" },
      overdue: { name: "逾期天数", formula: "最近一次日终的日期减去决定灯色的到期日，按日历天；到期前为负" },
      found: { name: "六未发现", formula: "有过六未时段（未被撤回）的在库项目数，一个项目计一次" },
      cleared: { name: "已销号", formula: "发现过六未、现在没有未销号六未的在库项目数" },
      open: { name: "未销号", formula: "现在仍有六未的在库项目数，等于发现减去已销号" },
      clearingRate: { name: "销号率", formula: "已销号 ÷ 发现" },
      byStall: {
        name: "六未分布",
        formula: "按六未的种类分别统计发现和未销号的项目数；一个项目可以有几种，各种之和可以大于总数",
      },
      allIssues: { name: "全部问题", formula: "您范围内提出的全部问题数" },
      pushed: { name: "已推送", formula: "至少交办过一次的问题数" },
      inProgress: { name: "办理中", formula: "已推送、尚未办结的问题数，包括已逾期的" },
      done: { name: "已办结", formula: "已推送且已办结的问题数" },
      doneRate: { name: "办结率", formula: "已办结 ÷ 已推送" },
      overdueIssues: {
        name: "问题逾期",
        formula: "过了签收期限未签收，或过了答复期限未答复；期限按工作日计算",
      },
    },
    over: {
      connected: "适用的数据类数",
      fullView: "在库项目",
      clearingRate: "发现；为 0 时显示 —",
      doneRate: "已推送；为 0 时显示 —",
    },
  },
};
