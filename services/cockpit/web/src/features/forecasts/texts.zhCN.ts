/** Chinese texts: forecasts. */
export const texts = {
  forecasts: {
    title: "预测",
    none: "暂无预测",
    noneBody: "每月首日研判后，对已开始计时、尚未完成的节点作出预测。",
    late: "逾期可能 {{percent}}%",
    expected: "预计 {{day}}",
    between: "({{earliest}} 至 {{latest}})",
    little: "数据太少，不作预测(此类节点已完成 {{count}} 个)",
    basis: "按 {{day}} 所知 · 模型 {{model}}",
    sooner: "偏早",
    later: "偏晚",
    grounds: {
      open_for: "已历时长",
      due_in: "距到期",
      term: "期限长短",
      previous_late: "上一节点",
      extensions: "延期次数",
      new_land: "新增用地",
      civil_works: "土建",
      scale_expected: "需上规",
      heavy_asset: "重资产",
    },
  },
};
