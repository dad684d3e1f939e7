/** What the addresses of all lists have in common: how many rows, from where, and as of which act. */
export interface Place {
  limit: number;
  /** Where the page begins; absent at the beginning of the list. */
  cursor?: string | undefined;
  /** `stream@sequence` of what the reader just did and wants to see. */
  after?: string | undefined;
}

export const LIMITS: readonly number[] = [20, 50, 100, 200];
const LIMIT = 50;

/** The place in a list that an address names. */
export function readPlace(search: URLSearchParams): Place {
  const limit = Number(search.get("limit"));
  const cursor = search.get("cursor");
  const after = search.get("after");
  return {
    limit: LIMITS.includes(limit) ? limit : LIMIT,
    ...(cursor ? { cursor } : {}),
    ...(after ? { after } : {}),
  };
}

/** Writes into `search` what of the place differs from the beginning, so that addresses stay short. */
export function writePlace(search: URLSearchParams, { limit, cursor, after }: Place): void {
  if (limit !== LIMIT) search.set("limit", String(limit));
  if (cursor) search.set("cursor", cursor);
  if (after) search.set("after", after);
}
