import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: connections. */
export const texts: Shape<typeof zhCN> = {
  connection: {
    title: "Connected data",
    count: "{{connected}} connected of {{applicable}} that apply, {{kinds}} in all",
    records: "records: {{count}} · {{time}}",
    missing: "applies, not connected",
    awaited: "asked for by a new stage, due by {{date}}",
    idle: "does not apply yet",
    unknown: "not known whether it applies",
  },
};
