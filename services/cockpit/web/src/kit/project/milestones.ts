import type { Project } from "./queries";

export type Milestone = Project["milestones"][number];

/**
 * The day by which a milestone is to be reached as known on `today`: that of the extension approved last, else the
 * agreed one; null when there is none.
 */
export function dueNow({ due, extensions }: Milestone, today: string): string | null {
  const approved = extensions.filter(({ approved_on }) => approved_on <= today);
  approved.sort((a, b) => a.approved_on.localeCompare(b.approved_on) || a.due.localeCompare(b.due));
  return approved.at(-1)?.due ?? due;
}
