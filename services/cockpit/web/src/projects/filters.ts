import type { Schemas } from "../api/problem";

export type Status = Schemas["Status"];
export type Sort = Schemas["Sort"];
export type Order = Schemas["Order"];

/** What a list of projects shows. It lives in the address, so that a list can be shared and come back to. */
export interface Filters {
  q: string;
  townships: string[];
  status: Status;
  sort: Sort;
  order: Order;
  limit: number;
  /** Where the page begins; null at the beginning of the list. */
  cursor: string | null;
  /** `stream@sequence` of what the reader just did and wants to see. */
  after: string | null;
}

export const STATUSES: readonly Status[] = ["registered", "unplanned", "stuck", "withdrawn", "all"];
export const SORTS: readonly Sort[] = [
  "name",
  "enterprise",
  "township",
  "investment",
  "planned_start",
  "planned_completion",
  "registered_on",
  "updated_at",
];
export const LIMITS: readonly number[] = [20, 50, 100, 200];

export const DEFAULTS: Filters = {
  q: "",
  townships: [],
  status: "registered",
  sort: "updated_at",
  order: "desc",
  limit: 50,
  cursor: null,
  after: null,
};

/** The filters that an address asks for. What it says that no list can be falls back to the default. */
export function readFilters(search: URLSearchParams): Filters {
  const sort = search.get("sort");
  const limit = Number(search.get("limit"));
  return {
    q: (search.get("q") ?? "").slice(0, 100),
    townships: search.getAll("township"),
    status: oneOf(STATUSES, search.get("status"), DEFAULTS.status),
    sort: oneOf(SORTS, sort, DEFAULTS.sort),
    order: oneOf(["asc", "desc"] as const, search.get("order"), sort ? "asc" : DEFAULTS.order),
    limit: LIMITS.includes(limit) ? limit : DEFAULTS.limit,
    cursor: search.get("cursor"),
    after: search.get("after"),
  };
}

/** The address's query for `filters`: only what differs from the default, so that addresses stay short. */
export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.q) search.set("q", filters.q);
  for (const township of filters.townships) search.append("township", township);
  if (filters.status !== DEFAULTS.status) search.set("status", filters.status);
  if (filters.sort !== DEFAULTS.sort || filters.order !== DEFAULTS.order) {
    search.set("sort", filters.sort);
    search.set("order", filters.order);
  }
  if (filters.limit !== DEFAULTS.limit) search.set("limit", String(filters.limit));
  if (filters.cursor) search.set("cursor", filters.cursor);
  if (filters.after) search.set("after", filters.after);
  return search;
}

/** `filters` with a change. Anything but turning the page leads back to the first one. */
export function changed(filters: Filters, change: Partial<Filters>): Filters {
  return { ...filters, cursor: null, ...change };
}

/** Whether the filters narrow the list at all: then an empty list means "no match" and not "nothing yet". */
export function narrows({ q, townships, status }: Filters): boolean {
  return q !== "" || townships.length > 0 || (status !== DEFAULTS.status && status !== "all");
}

/** The link to the list of projects with these filters. */
export function listLink(change: Partial<Filters>): string {
  const search = writeFilters({ ...DEFAULTS, ...change }).toString();
  return search ? `/projects?${search}` : "/projects";
}

function oneOf<T extends string>(choices: readonly T[], value: string | null, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}
