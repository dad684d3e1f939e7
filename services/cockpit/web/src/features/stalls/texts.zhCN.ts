/** Chinese texts: stalls. */
export const texts = {
  episodes: {
    title: "六未时段",
    none: "没有六未",
    noneBody: "此项目在各阶段都没有逾期。",
    unknown: "还不能判别六未",
    unknownBody: "起算或到期的日期尚缺，是否逾期还不清楚。",
    open: "{{since}} 起",
    span: "{{since}} 至 {{until}}",
    days: "共 {{count}} 天",
    isOpen: "未销号",
    cleared: "已销号",
    undated: "节点只有记录、没有日期的，不作为销号依据：补齐日期之前继续判别为未。",
  },
};
