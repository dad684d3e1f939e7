import type { Schemas } from "../api/problem";
import { codesOf, oneOf, type Place, readPlace, readText, START, someOf, writePlace } from "../list/address";

export type Progress = Schemas["Progress"];
export type IssueState = Schemas["IssueState"];
export type Category = Schemas["Category"];
export type Sort = Schemas["IssueSort"];
export type Order = Schemas["Order"];

/** What a list of issues shows. It lives in the address, so that a list can be shared and come back to. */
export interface Filters extends Place {
  q: string;
  progress: Progress | null;
  states: IssueState[];
  categories: Category[];
  departments: string[];
  townships: string[];
  /** The one project that the issues are about. */
  project: string | null;
  sort: Sort;
  order: Order;
}

export const PROGRESSES: readonly Progress[] = ["pushed", "in_progress", "done"];
export const STATES: readonly IssueState[] = [
  "raised",
  "accepted",
  "assigned",
  "signed",
  "answered",
  "closed",
  "declined",
];
export const CATEGORIES: readonly Category[] = [
  "land",
  "permits",
  "construction",
  "utilities",
  "finance",
  "labour",
  "policy",
  "other",
];
export const SORTS: readonly Sort[] = ["raised_at", "answer_by", "updated_at"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The filters that leave rows out, at rest. */
export const NO_FILTER = {
  q: "",
  progress: null,
  states: [],
  categories: [],
  departments: [],
  townships: [],
  project: null,
} satisfies Partial<Filters>;

export const DEFAULTS: Filters = { ...NO_FILTER, ...START, sort: "updated_at", order: "desc" };

/** The filters that an address asks for. What it says that no list can be falls back to the default. */
export function readFilters(search: URLSearchParams): Filters {
  const sort = search.get("sort");
  const project = search.get("project");
  return {
    q: readText(search),
    progress: PROGRESSES.find((one) => one === search.get("progress")) ?? null,
    states: someOf(STATES, search.getAll("state")),
    categories: someOf(CATEGORIES, search.getAll("category")),
    departments: codesOf(search.getAll("department")),
    townships: codesOf(search.getAll("township")),
    project: project && UUID.test(project) ? project : null,
    sort: oneOf(SORTS, sort, DEFAULTS.sort),
    order: oneOf(["asc", "desc"] as const, search.get("order"), sort ? "asc" : DEFAULTS.order),
    ...readPlace(search),
  };
}

/** The address's query for `filters`: only what differs from the default, so that addresses stay short. */
export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.q) search.set("q", filters.q);
  if (filters.progress) search.set("progress", filters.progress);
  for (const state of filters.states) search.append("state", state);
  for (const category of filters.categories) search.append("category", category);
  for (const department of filters.departments) search.append("department", department);
  for (const township of filters.townships) search.append("township", township);
  if (filters.project) search.set("project", filters.project);
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
export function narrows({
  q,
  progress,
  states,
  categories,
  departments,
  townships,
  project,
}: Filters): boolean {
  const chosen = [...states, ...categories, ...departments, ...townships];
  return q !== "" || progress !== null || project !== null || chosen.length > 0;
}

/** The link to the list of issues with these filters. */
export function issuesLink(change: Partial<Filters>): string {
  const search = writeFilters({ ...DEFAULTS, ...change }).toString();
  return search ? `/issues?${search}` : "/issues";
}
