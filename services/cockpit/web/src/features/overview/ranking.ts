import type { Township } from "./queries";

/** What the townships are ranked by. */
export const RANKINGS = ["red", "clearing", "projects"] as const;
export type Ranking = (typeof RANKINGS)[number];

/** The share of a township's stalled projects that are cleared; null where none was stalled. */
export function clearingRate({ found, cleared }: Pick<Township, "found" | "cleared">): number | null {
  return found === 0 ? null : Math.round((cleared / found) * 1000) / 1000;
}

/**
 * The townships in the order of `ranking`: most red lights, lowest clearing rate (those without any stall at the
 * end), or most projects first. Equal ones stay in the order of their codes.
 */
export function ranked(townships: readonly Township[], ranking: Ranking): Township[] {
  const weight: Record<Ranking, (one: Township) => number> = {
    red: (one) => -(one.red * 10_000 + one.yellow),
    clearing: (one) => clearingRate(one) ?? 2,
    projects: (one) => -one.projects,
  };
  const of = weight[ranking];
  return [...townships].sort((a, b) => of(a) - of(b) || a.township.localeCompare(b.township));
}
