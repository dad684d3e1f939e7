import type { Shape } from "../i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: the trail of events. */
export const texts: Shape<typeof zhCN> = {
  trail: {
    title: "Event trail",
    count: "{{count}} events",
    empty: "No events yet",
    more: "Earlier events",
    loadingMore: "Loading earlier events",
    occurred: "Occurred",
    recorded: "Recorded",
    actor: "Actor",
    sequence: "no. {{sequence}}",
    id: "Event id",
    version: "Version",
    correlation: "Correlation",
    causation: "Caused by",
    show: "Show data",
    hide: "Hide data",
    fields: "Fields",
    raw: "As published",
    field: "Field",
    value: "Value",
    before: "Before",
    revised: "{{count}} revised",
    unchanged: "no change",
    absent: "not given",
    none: "none",
    yes: "yes",
    no: "no",
    byReport: "an agent's report",
    copy: "Copy",
    copied: "Copied",
    form: "Form",
  },
};
