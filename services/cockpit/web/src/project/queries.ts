import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { Problem, type Schemas } from "../api/problem";

export type Project = Schemas["Project"];
export type TrailEvent = Schemas["TrailEvent"];

const PAGE = 50;

/** One project; null when there is none within the reader's scope. */
export function useProject(id: string, after: string | null) {
  return useQuery({
    queryKey: ["project", id, "facts", after],
    queryFn: async ({ signal }) => {
      try {
        const params = { path: { project_id: id }, query: after ? { after } : {} };
        return await read(api.GET("/api/cockpit/projects/{project_id}", { params, signal }));
      } catch (problem) {
        if (problem instanceof Problem && (problem.status === 404 || problem.status === 422)) {
          return null;
        }
        throw problem;
      }
    },
  });
}

/** A project's events, the last received first; earlier pages on demand. */
export function useTrail(id: string, after: string | null) {
  return useInfiniteQuery({
    queryKey: ["project", id, "trail", after],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}), ...(after ? { after } : {}) };
      return read(
        api.GET("/api/cockpit/projects/{project_id}/trail", {
          params: { path: { project_id: id }, query },
          signal,
        }),
      );
    },
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => ({
      as_of: pages[0]?.as_of ?? null,
      stale: pages[0]?.stale ?? false,
      total: pages[0]?.total ?? 0,
      items: pages.flatMap((page) => page.items),
    }),
  });
}
