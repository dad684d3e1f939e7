/** Chinese texts: connections. */
export const texts = {
  connection: {
    title: "数据接入",
    count: "已接入 {{connected}} 类，适用 {{applicable}} 类，共 {{kinds}} 类",
    records: "{{count}} 条 · {{time}}",
    missing: "适用，未接入",
    awaited: "新阶段所需，宽限至 {{date}}",
    idle: "暂不适用",
    unknown: "是否适用尚不清楚",
  },
};
