import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: policies. */
export const texts: Shape<typeof zhCN> = {
  policies: {
    title: "Policies that match",
    day: "As of the close of {{date}}",
    none: "No policies matched yet",
    noneBody: "Once the enterprise is profiled, every close of a day matches anew.",
    met: "Met",
    amount: "CNY {{value}} × 10k",
    unmet: "conditions not met: {{count}}",
    unknown: "Cannot be told yet",
    missing: "Not reported yet: {{fields}}",
    suppliedBy: "{{field}} (from {{department}})",
    separator: "; ",
    verdicts: {
      met: "met",
      unmet: "not met",
      unknown: "not known",
    },
  },
};
