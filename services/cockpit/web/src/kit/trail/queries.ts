import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { api, type Read, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { type Following, following } from "../live/areas";

export type TrailEvent = Schemas["TrailEvent"];
type Page = Read<Schemas["Trail"]>;

const PAGE = 50;

interface Asked {
  limit: number;
  cursor?: string;
  after?: string;
}

/** A project's events, the last received first; earlier pages on demand. */
export function useProjectTrail(id: string, after: string | null) {
  return useTrail(["project", id, "trail", after], following("projects", id), after, (query, signal) =>
    read(
      api.GET("/api/cockpit/projects/{project_id}/trail", {
        params: { path: { project_id: id }, query },
        signal,
      }),
    ),
  );
}

/** An issue's events, the last received first. */
export function useIssueTrail(id: string, after: string | null) {
  return useTrail(["issue", id, "trail", after], following("issues", id), after, (query, signal) =>
    read(
      api.GET("/api/cockpit/issues/{issue_id}/trail", { params: { path: { issue_id: id }, query }, signal }),
    ),
  );
}

export type Trail = ReturnType<typeof useTrail>;

function useTrail(
  queryKey: readonly unknown[],
  meta: Following,
  after: string | null,
  ask: (query: Asked, signal: AbortSignal) => Promise<Page>,
) {
  return useInfiniteQuery({
    queryKey,
    meta,
    // What someone just did is waited for with the events before on the screen.
    placeholderData: (before: InfiniteData<Page, string | null> | undefined, query) =>
      query?.queryKey[1] === queryKey[1] ? before : undefined,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      ask({ limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}), ...(after ? { after } : {}) }, signal),
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => ({
      as_of: pages[0]?.as_of ?? null,
      stale: pages[0]?.stale ?? false,
      total: pages[0]?.total ?? 0,
      items: pages.flatMap((page) => page.items),
    }),
  });
}
