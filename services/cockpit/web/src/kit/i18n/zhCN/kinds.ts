/** Made by python -m zhouqi.ingest.kinds.export from what ingest declares; not to be edited. */
export const kindWords = {
  project: "项目基本信息",
  agreement: "签约评审",
  land: "土地供应",
  filing: "备案立项",
  energy: "节能审查",
  environment: "环境评估",
  planning: "规划许可",
  permit: "施工许可",
  statistics: "开工入库",
  investment: "工业/技改投资",
  inputs: "投入情况",
  attendance: "实名制考勤",
  site: "在建可视化",
  acceptance: "竣工验收/投产",
  sales: "销售",
  tax: "税收",
  payment: "政策兑付",
  performance: "绩效评价",
};

export const sourceWords = {
  approval: "审批备案3.0",
  realname: "实名制考勤",
  smartsite: "智慧工地",
  acceptance: "项目验收",
  payment: "政策兑付",
  performance: "绩效评价",
  county: "县级名录",
};
