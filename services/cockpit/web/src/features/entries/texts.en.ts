import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: entries. */
export const texts: Shape<typeof zhCN> = {
  enter: {
    title: "Enter",
    done: "It is on record",
    milestone: "Milestone",
    document: "Document number",
    due: "Extended to",
    entry: "Entry to take back",
    reason: "Reason",
    waits: "Sent; it counts once another account has approved it",
    requests: "Waiting for approval",
    waiting: "Waiting: {{act}}",
    askedBy: "asked for by {{account}} · document {{document}}",
    until: "until {{date}}",
    approved: "approved on {{date}}",
    joint: "; ",
    opinion: "Opinion",
    report: {
      name: "Report a milestone",
      on: "Reached",
      do: "Report",
      ask: "Report this milestone?",
      says: "It is put on record as {{milestone}} on {{on}}; stalls and lights follow. A day that a source gives later takes its place.",
    },
    extend: {
      name: "Extension",
      do: "Ask to extend",
      ask: "Ask for this extension?",
      says: "{{milestone}} is to be due on {{due}}. It counts from the day on which another account grants it; the earlier due day stays on record.",
    },
    terminate: {
      name: "Terminate",
      on: "Terminated",
      do: "Ask to terminate",
      ask: "Ask to terminate this project?",
      says: "Once another account grants it, the project is terminated from {{on}} on and no longer overdue.",
    },
    takeBack: {
      name: "Take back",
      do: "Ask to take back",
      ask: "Ask to take this entry back?",
      says: "{{entry}}. It counts once another account grants it, and stays on the trail.",
    },
    grant: {
      do: "Grant",
      ask: "Grant this request?",
      says: "It counts at once; stalls and the light are judged anew.",
    },
    decline: {
      do: "Decline",
      ask: "Decline this request?",
      says: "Nothing changes. Say why.",
    },
  },
};
