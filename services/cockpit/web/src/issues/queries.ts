import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Schemas } from "../api/problem";
import { download } from "../list/download";
import type { Filters } from "./filters";

export type IssueRow = Schemas["IssueRow"];
export type IssuePage = Schemas["IssuePage"];
export type IssueFigures = Schemas["IssueListFigures"];

/** The filters as the API takes them, for the list and its export alike. */
function queryOf({ q, progress, states, categories, departments, townships, project, sort, order }: Filters) {
  return {
    ...(q ? { q } : {}),
    ...(progress ? { progress } : {}),
    ...(states.length ? { state: states } : {}),
    ...(categories.length ? { category: categories } : {}),
    ...(departments.length ? { department: departments } : {}),
    ...(townships.length ? { township: townships } : {}),
    ...(project ? { project } : {}),
    sort,
    order,
  };
}

/** One page of the list. The page before stays on the screen until the next one is there. */
export function useIssues(filters: Filters) {
  const { limit, cursor, after } = filters;
  const query = { ...queryOf(filters), limit, ...(cursor ? { cursor } : {}), ...(after ? { after } : {}) };
  return useQuery({
    queryKey: ["issues", "list", query],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/issues", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** How many issues there are, over everything in the reader's scope, whatever the filters. */
export function useIssueFigures() {
  return useQuery({
    queryKey: ["issues", "figures"],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/issues/figures", { signal })),
  });
}

/** Saves the Excel file of what `filters` select; returns how many rows it has. Throws Problem. */
export function exportIssues(filters: Filters): Promise<number> {
  const params = { query: queryOf(filters) };
  return download(api.GET("/api/cockpit/issues/export", { params, parseAs: "blob" }), "issues.xlsx");
}
