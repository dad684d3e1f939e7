import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: operations. */
export const texts: Shape<typeof zhCN> = {
  operations: {
    title: "Collection",
    day: "Business day",
    today: "Today",
    closed: "Closed up to",
    notClosed: "Not closed yet",
    closing: "Collecting the day's data",
    system: "The business day is the system's; it moves with the clock.",
    simulated: "The simulated county's day; operations moves it on.",
    next: "Next day",
    nextAsk: "Go on to the day after {{date}}?",
    nextSays:
      "The sources give that day's data and its collection begins; the pages update themselves once the day is closed. There is no way back.",
    nextOk: "Go on",
    nextCancel: "Cancel",
    nextFailed: "The next day did not begin",
    kinds: "Kinds of data",
    completeTo: "Vouched for up to",
    state: "State",
    pausedUntil: "Left alone until {{time}}, as the source asked",
    states: {
      idle: "Waits for its next turn",
      queued: "In the queue",
      running: "Being collected",
      retrying: "Tried again",
    },
    attempts: "{{attempts}} in vain, last {{time}}",
    lastRun: "Last run",
    runs: "Collection runs",
    runsEmpty: "Nothing collected yet",
    runsEmptyBody: "Each run will be listed with what it read, accepted and rejected.",
    columns: {
      ended_at: "Ended",
      source: "Source",
      kind: "Kind",
      outcome: "Outcome",
      read: "Read",
      accepted: "Accepted",
      unchanged: "Unchanged",
      rejected: "Rejected",
    },
    done: "Done",
    failed: "Failed: {{cause}}",
    refused: "You may not see this",
    refusedBody: "Collection is for leaders, departments and operations.",
  },
  refused: {
    title: "Refused data",
    empty: "Nothing was refused",
    emptyBody:
      "Data that breaks a rule is listed here with the reasons and the record as it came; it counts once its source has corrected it.",
    findings: "Reasons",
    taken: "Judged anew and taken, {{time}}",
    raw: "Record as delivered",
    row: "row {{row}}",
  },
  unread: {
    title: "Files not read",
    note: "As long as a file in the folder is not read, nothing vouches for the day's data of its kind. It is looked at again once it was corrected, completed or moved away.",
  },
  unlinked: {
    title: "Records without a project",
    empty: "Every record has its project",
    emptyBody:
      "Records whose codes mean no project are listed here; they are linked as soon as a record says what the code means.",
    unnamed: "The record has no code to link it by",
  },
};
