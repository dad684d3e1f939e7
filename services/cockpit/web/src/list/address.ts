/** What the addresses of all lists have in common: how many rows, from where, and as of which act. */
export interface Place {
  limit: number;
  /** Where the page begins; null at the beginning of the list. */
  cursor: string | null;
  /** `stream@sequence` of what the reader just did and wants to see. */
  after: string | null;
}

export const LIMITS: readonly number[] = [20, 50, 100, 200];
export const START: Place = { limit: 50, cursor: null, after: null };
const LONGEST_SEARCH = 100;

/** The place in a list that an address names. */
export function readPlace(search: URLSearchParams): Place {
  const limit = Number(search.get("limit"));
  return {
    limit: LIMITS.includes(limit) ? limit : START.limit,
    cursor: search.get("cursor"),
    after: search.get("after"),
  };
}

/** Writes into `search` what of the place differs from the beginning, so that addresses stay short. */
export function writePlace(search: URLSearchParams, { limit, cursor, after }: Place): void {
  if (limit !== START.limit) search.set("limit", String(limit));
  if (cursor) search.set("cursor", cursor);
  if (after) search.set("after", after);
}

/** What an address searches for, no longer than the API takes. */
export function readText(search: URLSearchParams): string {
  return (search.get("q") ?? "").slice(0, LONGEST_SEARCH);
}

/** The choice that `value` names; what is none falls back to `otherwise`. */
export function oneOf<T extends string>(choices: readonly T[], value: string | null, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}

/** Those of `choices` that `values` name, in the order of `choices`. */
export function someOf<T extends string>(choices: readonly T[], values: readonly string[]): T[] {
  return choices.filter((choice) => values.includes(choice));
}

/** Codes of an address: each once, and none that no API would take. */
export function codesOf(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => /^[0-9A-Za-z._:-]{1,64}$/.test(value)))];
}
