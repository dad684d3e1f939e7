import type { AllTexts } from "../zhCN";

/** English texts: the page about the collection. */
export const operations = {
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
} satisfies Partial<AllTexts>;
