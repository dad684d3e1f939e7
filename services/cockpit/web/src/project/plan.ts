import { addMonths, daysBetween } from "../format/time";
import type { Project } from "./queries";

export type Milestone = Project["milestones"][number];
type Traits = NonNullable<Project["traits"]>;

/** The milestones in the order of a project's life. */
export const MILESTONES: readonly Milestone["milestone"][] = [
  "signed",
  "land",
  "started",
  "completed",
  "in_production",
  "scaled",
  "full_capacity",
];

/**
 * The day by which a milestone is to be reached as known on `today`: that of the extension approved last, else the
 * agreed one; null when there is none.
 */
export function dueNow({ due, extensions }: Milestone, today: string): string | null {
  const approved = extensions.filter(({ approved_on }) => approved_on <= today);
  approved.sort((a, b) => a.approved_on.localeCompare(b.approved_on) || a.due.localeCompare(b.due));
  return approved.at(-1)?.due ?? due;
}

/** The trait without which a project has no such milestone. */
const NEEDS: Partial<Record<Milestone["milestone"], keyof Traits>> = {
  land: "new_land",
  completed: "civil_works",
  scaled: "scale_expected",
};

/** Whether a project with these traits has the milestone at all. While they are not known, it may have any. */
export function applies(milestone: Milestone["milestone"], traits: Traits | null): boolean {
  const needed = NEEDS[milestone];
  return !traits || !needed || traits[needed];
}

/** How a milestone stands against its due day. `days` are calendar days, never negative. */
export type Progress =
  | { kind: "reached"; late: boolean; days: number | null }
  | { kind: "reachedSometime" }
  | { kind: "overdue"; days: number }
  | { kind: "ahead"; days: number }
  | { kind: "open" }
  | { kind: "inapplicable" };

/** What the progress of a milestone depends on beside its own days. */
export interface Standing {
  today: string;
  /** The project was terminated: nothing is due any more. */
  ended: boolean;
  traits: Traits | null;
}

/** The progress of a milestone. A project that has ended is overdue no longer; what was reached was, even if nobody expected it. */
export function progressOf(milestone: Milestone, { today, ended, traits }: Standing): Progress {
  const due = dueNow(milestone, milestone.on ?? today);
  if (milestone.on) {
    const days = due ? daysBetween(due, milestone.on) : null;
    return { kind: "reached", late: days !== null && days > 0, days: days === null ? null : Math.abs(days) };
  }
  if (milestone.reached) {
    return { kind: "reachedSometime" };
  }
  if (!applies(milestone.milestone, traits)) {
    return { kind: "inapplicable" };
  }
  if (!due || ended) {
    return { kind: "open" };
  }
  const days = daysBetween(due, today);
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
