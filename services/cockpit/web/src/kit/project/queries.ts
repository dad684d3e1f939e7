import { useQuery } from "@tanstack/react-query";
import { api, orNull, type Read, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { following } from "../live/areas";
import type { Reading } from "../panel/Panel";

export type Project = Schemas["Project"];
export type ProjectFigures = Schemas["Figures"];

/** The read of a project as the panels of its page share it. */
export type ProjectReading = Reading<Read<Project>>;

/**
 * One project; null when there is none within the reader's scope. Without an `id` nothing is asked. While what
 * someone just did is waited for, the page before stays on the screen.
 */
export function useProject(id: string | null, after: string | null) {
  return useQuery<Read<Project> | null>({
    queryKey: ["project", id, "facts", after],
    meta: following("projects", id),
    enabled: id !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    queryFn: ({ signal }) => {
      const params = { path: { project_id: id ?? "" }, query: after ? { after } : {} };
      return orNull(read(api.GET("/api/cockpit/projects/{project_id}", { params, signal })));
    },
  });
}

/** The totals over everything in the reader's scope, and the stock by township. */
export function useProjectFigures(enabled = true) {
  return useQuery({
    queryKey: ["projects", "figures"],
    meta: following("projects"),
    enabled,
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/projects/figures", { signal })),
  });
}

/** The first `limit` projects within the reader's scope whose name, code or enterprise contains `q`, by name. */
export function useProjectSearch(q: string, limit: number) {
  return useQuery({
    queryKey: ["projects", "search", q, limit],
    queryFn: ({ signal }) => {
      const query = { ...(q ? { q } : {}), sort: "name", order: "asc", limit } as const;
      return read(api.GET("/api/cockpit/projects", { params: { query }, signal }));
    },
  });
}
