import { daysBetween } from "../format/time";
import type { IssueRow } from "./queries";

/** The clock that runs on an issue: what has to be done by when. */
export interface Clock {
  act: "sign" | "answer" | "rate";
  by: string;
}

type Clocked = Pick<IssueRow, "state" | "sign_by" | "answer_by"> & { rate_by?: string | null };

/**
 * The clock that runs now; null when none does, or its day is not known here. A reopened issue has a term to be
 * answered in, and none to be signed in.
 */
export function runningClock({ state, sign_by, answer_by, rate_by = null }: Clocked): Clock | null {
  switch (state) {
    case "assigned":
      return clock("sign", sign_by) ?? clock("answer", answer_by);
    case "signed":
      return clock("answer", answer_by);
    case "answered":
      return clock("rate", rate_by);
    default:
      return null;
  }
}

function clock(act: Clock["act"], by: string | null): Clock | null {
  return by ? { act, by } : null;
}

/** How near a day is: past it, on it, or the days that are left. */
export type Nearness = { kind: "overdue" | "left"; days: number } | { kind: "today" };

/** The nearness of `by` on `today`, both YYYY-MM-DD. */
export function nearness(by: string, today: string): Nearness {
  const days = daysBetween(today, by);
  if (days === 0) {
    return { kind: "today" };
  }
  return days < 0 ? { kind: "overdue", days: -days } : { kind: "left", days };
}
