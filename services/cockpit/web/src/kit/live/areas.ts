/**
 * What a read rests on, for its `meta`: areas of the cockpit, as the live message names them. A read that is about
 * one thing alone names it too, and is left in peace when others of its area change.
 *
 * @example useQuery({ queryKey: ["issue", id], meta: following("issues", id), queryFn })
 */
export function following(areas: string | readonly string[], id?: string | null): Following {
  return { areas: typeof areas === "string" ? [areas] : areas, ...(id ? { id } : {}) };
}

export interface Following extends Record<string, unknown> {
  areas: readonly string[];
  id?: string;
}

/** What changed, by area: the ids of things, or null where they are too many to name. */
export type Areas = Readonly<Record<string, readonly string[] | null>>;

/** Whether a read with this `meta` may be out of date. `changed` is null when anything may have changed. */
export function isTouched(meta: Record<string, unknown> | undefined, changed: Areas | null): boolean {
  const { areas, id } = (meta ?? {}) as Partial<Following>;
  return (areas ?? []).some((area) => {
    const ids = changed === null ? null : changed[area];
    return ids !== undefined && (ids === null || id === undefined || ids.includes(id));
  });
}

/** Both changes as one. */
export function joined(known: Areas | null, more: Areas | null): Areas | null {
  if (known === null || more === null) {
    return null;
  }
  const both: Record<string, readonly string[] | null> = { ...known };
  for (const [area, ids] of Object.entries(more)) {
    const before = both[area];
    both[area] = before === undefined ? ids : before && ids && [...before, ...ids];
  }
  return both;
}
