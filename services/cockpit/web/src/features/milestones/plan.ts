import { addMonths, daysBetween } from "../../kit/format/time";
import { dueNow, type Milestone } from "../../kit/project/milestones";

/** How a milestone stands against its due day. `days` are calendar days, never negative. */
export type Progress =
  | { kind: "reached"; late: boolean; days: number | null }
  | { kind: "reachedSometime" }
  | { kind: "overdue"; days: number }
  | { kind: "ahead"; days: number }
  | { kind: "open" }
  | { kind: "inapplicable" };

/** What the progress of a milestone depends on beside its own days. */
export interface Basis {
  /** The last day as of which warning has judged, by which days are counted; null before the first. */
  judged: string | null;
  /** The project was terminated: nothing is due any more. */
  ended: boolean;
  /** The milestones that the project has at all, as lifecycle says; null while that is not known. */
  applicable: ReadonlySet<Milestone["milestone"]> | null;
}

/** The progress of a milestone. A project that has ended is overdue no longer; what was reached was, even if nobody expected it. */
export function progressOf(milestone: Milestone, { judged, ended, applicable }: Basis): Progress {
  if (milestone.on) {
    const due = dueNow(milestone, milestone.on);
    const days = due ? daysBetween(due, milestone.on) : null;
    return { kind: "reached", late: days !== null && days > 0, days: days === null ? null : Math.abs(days) };
  }
  if (milestone.reached) {
    return { kind: "reachedSometime" };
  }
  if (applicable && !applicable.has(milestone.milestone)) {
    return { kind: "inapplicable" };
  }
  const due = judged && dueNow(milestone, judged);
  if (!judged || !due || ended) {
    return { kind: "open" };
  }
  const days = daysBetween(due, judged);
  return days > 0 ? { kind: "overdue", days } : { kind: "ahead", days: -days };
}

/** A stretch of time, and where a day lies in it in percent. */
export interface Axis {
  from: string;
  to: string;
  place: (day: string) => number;
  /** The first days of the years within. */
  years: string[];
}

/** The axis that holds every day of the plan and today, with two months of air on both sides. */
export function axisOf(milestones: readonly Milestone[], today: string): Axis {
  const days = milestones.flatMap(({ due, on, extensions }) => [
    due,
    on,
    ...extensions.map((one) => one.due),
  ]);
  const known = [...days.filter((day): day is string => day !== null), today].sort();
  const from = addMonths(known[0] ?? today, -2);
  const to = addMonths(known.at(-1) ?? today, 2);
  const length = daysBetween(from, to);
  const years: string[] = [];
  for (let year = Number(from.slice(0, 4)) + 1; year <= Number(to.slice(0, 4)); year += 1) {
    years.push(`${year}-01-01`);
  }
  return { from, to, years, place: (day) => (100 * daysBetween(from, day)) / length };
}
