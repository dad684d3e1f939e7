import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Schemas } from "../api/problem";
import type { Filters } from "./filters";

export type ProjectRow = Schemas["ProjectRow"];
export type ProjectPage = Schemas["ProjectPage"];
export type Figures = Schemas["Figures"];

/** The filters as the API takes them, for the list and its export alike. */
export function queryOf(filters: Filters) {
  const { q, townships, status, lights, stalled, stalls, foundStalls, stages, fullView, sort, order } =
    filters;
  return {
    ...(q ? { q } : {}),
    ...(townships.length ? { township: townships } : {}),
    status,
    ...(lights.length ? { light: lights } : {}),
    ...(stalled ? { stalled } : {}),
    ...(stalls.length ? { stall: stalls } : {}),
    ...(foundStalls.length ? { stall_found: foundStalls } : {}),
    ...(stages.length ? { stage: stages } : {}),
    ...(fullView === null ? {} : { full_view: fullView }),
    sort,
    order,
  };
}

/** One page of the list. The page before stays on the screen until the next one is there. */
export function useProjects(filters: Filters) {
  const { limit, cursor, after } = filters;
  const query = { ...queryOf(filters), limit, ...(cursor ? { cursor } : {}), ...(after ? { after } : {}) };
  return useQuery({
    queryKey: ["projects", "list", query],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/projects", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The numbers above the list: over everything in the reader's scope, whatever the filters. */
export function useFigures() {
  return useQuery({
    queryKey: ["projects", "figures"],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/projects/figures", { signal })),
  });
}
