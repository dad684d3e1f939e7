import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: stalls. */
export const texts: Shape<typeof zhCN> = {
  episodes: {
    title: "Stalls",
    none: "No stall",
    noneBody: "This project was overdue at no stage.",
    unknown: "Stalls cannot be told yet",
    unknownBody: "A day to count from or to is missing: whether it is overdue is not known.",
    open: "since {{since}}",
    span: "{{since}} to {{until}}",
    days: "{{count}} days",
    isOpen: "Open",
    cleared: "Cleared",
    undated:
      "A milestone that is on record without a day clears nothing: its stall runs on until the day is known.",
  },
};
