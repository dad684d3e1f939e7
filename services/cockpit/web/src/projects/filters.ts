import type { Schemas } from "../api/problem";
import type { Light, Stage, Stall } from "../light/lights";
import { LIGHTS, STAGES, STALLS } from "../light/lights";
import { codesOf, oneOf, type Place, readPlace, readText, START, someOf, writePlace } from "../list/address";

export type Status = Schemas["Status"];
export type Sort = Schemas["Sort"];
export type Order = Schemas["Order"];
export type Stalled = Schemas["Stalled"];

/** What a list of projects shows. It lives in the address, so that a list can be shared and come back to. */
export interface Filters extends Place {
  q: string;
  townships: string[];
  status: Status;
  lights: Light[];
  /** Whether the project was ever stalled, is, or was and is no more. */
  stalled: Stalled | null;
  /** Stalls that are open now. */
  stalls: Stall[];
  /** Stalls that were found, be they open or cleared. */
  foundStalls: Stall[];
  stages: Stage[];
  fullView: boolean | null;
  sort: Sort;
  order: Order;
}

export const STATUSES: readonly Status[] = ["registered", "unplanned", "stuck", "withdrawn", "all"];
export const STALLED: readonly Stalled[] = ["found", "open", "cleared"];
export const SORTS: readonly Sort[] = [
  "name",
  "enterprise",
  "township",
  "light",
  "overdue",
  "investment",
  "planned_start",
  "planned_completion",
  "registered_on",
  "updated_at",
];

/** The filters that leave rows out, at rest. */
export const NO_FILTER = {
  q: "",
  townships: [],
  status: "registered",
  lights: [],
  stalled: null,
  stalls: [],
  foundStalls: [],
  stages: [],
  fullView: null,
} satisfies Partial<Filters>;

export const DEFAULTS: Filters = { ...NO_FILTER, ...START, sort: "updated_at", order: "desc" };

/** The filters that an address asks for. What it says that no list can be falls back to the default. */
export function readFilters(search: URLSearchParams): Filters {
  const sort = search.get("sort");
  const fullView = oneOf(["true", "false", ""] as const, search.get("full_view"), "");
  return {
    q: readText(search),
    townships: codesOf(search.getAll("township")),
    status: oneOf(STATUSES, search.get("status"), DEFAULTS.status),
    lights: someOf(LIGHTS, search.getAll("light")),
    stalled: STALLED.find((one) => one === search.get("stalled")) ?? null,
    stalls: someOf(STALLS, search.getAll("stall")),
    foundStalls: someOf(STALLS, search.getAll("stall_found")),
    stages: someOf(STAGES, search.getAll("stage")),
    fullView: fullView === "" ? null : fullView === "true",
    sort: oneOf(SORTS, sort, DEFAULTS.sort),
    order: oneOf(["asc", "desc"] as const, search.get("order"), sort ? "asc" : DEFAULTS.order),
    ...readPlace(search),
  };
}

/** The address's query for `filters`: only what differs from the default, so that addresses stay short. */
export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.q) search.set("q", filters.q);
  for (const township of filters.townships) search.append("township", township);
  if (filters.status !== DEFAULTS.status) search.set("status", filters.status);
  for (const light of filters.lights) search.append("light", light);
  if (filters.stalled) search.set("stalled", filters.stalled);
  for (const stall of filters.stalls) search.append("stall", stall);
  for (const stall of filters.foundStalls) search.append("stall_found", stall);
  for (const stage of filters.stages) search.append("stage", stage);
  if (filters.fullView !== null) search.set("full_view", String(filters.fullView));
  if (filters.sort !== DEFAULTS.sort || filters.order !== DEFAULTS.order) {
    search.set("sort", filters.sort);
    search.set("order", filters.order);
  }
  writePlace(search, filters);
  return search;
}

/** `filters` with a change. Anything but turning the page leads back to the first one. */
export function changed(filters: Filters, change: Partial<Filters>): Filters {
  return { ...filters, cursor: null, ...change };
}

/** Whether the filters narrow the list at all: then an empty list means "no match" and not "nothing yet". */
export function narrows(filters: Filters): boolean {
  return (
    filters.q !== "" ||
    filters.townships.length > 0 ||
    (filters.status !== DEFAULTS.status && filters.status !== "all") ||
    filters.lights.length > 0 ||
    filters.stalled !== null ||
    filters.stalls.length > 0 ||
    filters.foundStalls.length > 0 ||
    filters.stages.length > 0 ||
    filters.fullView !== null
  );
}

/** The link to the list of projects with these filters. */
export function listLink(change: Partial<Filters>): string {
  const search = writeFilters({ ...DEFAULTS, ...change }).toString();
  return search ? `/projects?${search}` : "/projects";
}
