import { daysBetween } from "../format/time";
import type { IssueRow } from "./queries";

/** The clock that runs on an issue: what has to be done by when. */
export interface Clock {
  act: "sign" | "answer" | "rate";
  by: string;
}

type Clocked = Pick<IssueRow, "state" | "sign_by" | "answer_by"> & { rate_by?: string | null };

/** The clock that runs now; null when none does, or its day is not known here. */
export function runningClock({ state, sign_by, answer_by, rate_by = null }: Clocked): Clock | null {
  const clocks: Partial<Record<IssueRow["state"], [Clock["act"], string | null]>> = {
    assigned: ["sign", sign_by],
    signed: ["answer", answer_by],
    answered: ["rate", rate_by],
  };
  const [act, by] = clocks[state] ?? [];
  return act && by ? { act, by } : null;
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
