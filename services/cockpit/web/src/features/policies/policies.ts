import type { Project } from "../../kit/project/queries";

export type Policy = Project["policies"][number];
export type Verdict = Policy["verdict"];

const RANK: Record<Verdict, number> = { met: 0, unknown: 1, unmet: 2 };

/** What can be had first, then what cannot be told yet, then the rest; otherwise as they came. */
export function inOrder(policies: readonly Policy[]): Policy[] {
  return [...policies].sort((a, b) => RANK[a.verdict] - RANK[b.verdict]);
}
