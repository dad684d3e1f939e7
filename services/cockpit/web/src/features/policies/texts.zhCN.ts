/** Chinese texts: policies. */
export const texts = {
  policies: {
    title: "政策匹配",
    day: "按 {{date}} 日终计算",
    none: "还没有匹配的政策",
    noneBody: "企业画像形成后，每次日终都会重新匹配。",
    met: "符合",
    amount: "可享 {{value}} 万元",
    unmet: "{{count}} 项条件不符合",
    unknown: "数据不全，暂无法判断",
    missing: "尚缺数据：{{fields}}",
    suppliedBy: "{{field}}（可由{{department}}提供）",
    separator: "、",
    verdicts: {
      met: "已满足",
      unmet: "未满足",
      unknown: "数据不全",
    },
  },
};
