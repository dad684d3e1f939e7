import { type Change, type Filter, LISTS, type ListName, type Query, type Values } from "./lists";
import { type Place, readPlace, writePlace } from "./place";

const LONGEST_SEARCH = 100;
const CODE = /^[0-9A-Za-z._:-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A choice beside a default that leaves no row out. */
const ALL = "all";

/** What an address asks of a list. What it says that no list can be falls back to the default. */
export function readQuery<L extends ListName>(list: L, search: URLSearchParams): Query<L> {
  const { filters, sorts, default_sort } = LISTS[list];
  const chosen: Record<string, unknown> = {};
  for (const filter of filters) {
    const value = asChosen(filter, search.getAll(filter.name)) ?? filter.default;
    if (value !== null) chosen[filter.name] = value;
  }
  const sort = search.get("sort");
  return {
    ...chosen,
    sort: sorts.find(({ name }) => name === sort)?.name ?? default_sort,
    order: ["asc", "desc"].find((one) => one === search.get("order")) ?? (sort ? "asc" : "desc"),
    ...readPlace(search),
  } as unknown as Query<L>;
}

/** The address's query: only what differs from the default, so that addresses stay short. */
export function writeQuery<L extends ListName>(list: L, query: Query<L>): URLSearchParams {
  const { filters, default_sort } = LISTS[list];
  const values = query as Values;
  const search = new URLSearchParams();
  for (const filter of filters) {
    for (const value of chosenOf(filter, values)) search.append(filter.name, value);
  }
  const { sort, order } = query;
  if (sort !== default_sort || order !== "desc") {
    search.set("sort", String(sort));
    search.set("order", String(order));
  }
  writePlace(search, query as Place);
  return search;
}

/** What of a query selects rows and orders them, without the place: what an export takes. */
export function selectionOf<Q extends object>(query: Q): Omit<Q, "limit" | "cursor" | "after"> {
  const { limit: _limit, cursor: _cursor, after: _after, ...selection } = query as Q & Partial<Place>;
  return selection;
}

/** `query` with a change. Anything but turning the page leads back to the first one. */
export function changed<L extends ListName>(query: Query<L>, change: Change<L>): Query<L> {
  const next: Record<string, unknown> = { ...query, cursor: undefined, ...change };
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => !isNothing(value)),
  ) as unknown as Query<L>;
}

/** The change that drops all filters. */
export function noFilter<L extends ListName>(list: L): Change<L> {
  const filters = LISTS[list].filters.map((one) => [one.name, one.default ?? undefined]);
  return Object.fromEntries(filters) as Change<L>;
}

/** Whether the filters leave rows out: then an empty list means "no match" and not "nothing yet". */
export function narrows<L extends ListName>(list: L, query: Query<L>): boolean {
  return LISTS[list].filters.some((filter) =>
    chosenOf(filter, query as Values).some((value) => filter.default === null || value !== ALL),
  );
}

/** Where a list's page is, if not under the list's own name. */
const PLACES: Partial<Record<ListName, string>> = { "project-acts": "late-entries/approvals" };

/** The link to a list with these filters. */
export function listLink<L extends ListName>(list: L, change: Change<L> = {}): string {
  const query = changed<L>(readQuery(list, new URLSearchParams()), change);
  const search = writeQuery(list, query).toString();
  const place = `/${PLACES[list] ?? list}`;
  return search ? `${place}?${search}` : place;
}

/** What is chosen of a filter, as the address says it; nothing while it is at its default. */
export function chosenOf({ name, default: otherwise }: Filter, values: Values): string[] {
  const value = values[name];
  const chosen = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  return chosen.map(String).filter((one) => one !== String(otherwise));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
}

/** The value of a filter that an address says; null when it says none that can be. */
function asChosen(filter: Filter, said: readonly string[]): unknown {
  const possible = said.filter((one) => fits(filter, one));
  const [first] = possible;
  if (first === undefined) {
    return null;
  }
  if (filter.multiple) {
    return filter.options
      ? filter.options.map(({ value }) => value).filter((value) => possible.includes(value))
      : [...new Set(possible)];
  }
  switch (filter.kind) {
    case "text":
      return first.slice(0, LONGEST_SEARCH);
    case "flag":
      return first === "true";
    case "days":
    case "number":
      return Number(first);
    case "choice":
      return first;
  }
}

function fits({ kind, options, register }: Filter, said: string): boolean {
  switch (kind) {
    case "text":
      return said !== "";
    case "flag":
      return said === "true" || said === "false";
    case "days":
    case "number":
      return /^\d{1,9}$/.test(said);
    case "choice":
      if (options) {
        return options.some(({ value }) => value === said);
      }
      return (register === "projects" ? UUID : CODE).test(said);
  }
}
