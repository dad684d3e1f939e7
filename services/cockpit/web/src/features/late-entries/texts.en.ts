import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: late entries. */
export const texts: Shape<typeof zhCN> = {
  late: {
    title: "Late entries",
    searchHint: "Name, enterprise, reason, document",
    actsSearchHint: "Name, enterprise, reason, document, remark",
    noMatch: "Nothing matches",
    empty: "None",
    emptyBody:
      "What is entered after it happened is listed here, with both times, who entered it, why, and the document; terms run from the entry.",
    takeoverBody: "The history that was entered once when the county began with this system is listed here.",
    unknown: "What it entered has not arrived yet",
    happened: "Happened",
    entered: "Entered",
    by: "By",
    actor: "For",
    reason: "Reason",
    document: "Document",
    mark: "entered late",
    markTakeover: "taken over",
    ofIssues: "{{n}} with late entries",
    ofProjects: "{{n}} with late entries",
    page: "Late entries and approvals",
    acts: "Extensions, terminations, take-backs",
    actsTotal: "{{granted}} granted · {{declined}} declined · {{waiting}} waiting",
    actsEmpty: "None",
    actsBody:
      "Extensions, terminations, doubtful reports and what takes them back, each decided by another account than asked for it, are listed here with reason and document.",
    granted: "granted",
    declined: "declined",
    day: "Day",
    due: "Extended to",
    approvedOn: "Approved on",
    askedBy: "Asked by",
    asked: "Asked",
    decidedBy: "Decided by",
    decided: "Decided",
    remark: "Remark",
    ofActs: "{{n}} changed by approval",
  },
};
