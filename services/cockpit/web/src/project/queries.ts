import { useQuery } from "@tanstack/react-query";
import { api, orNull, type Read, read } from "../api/client";
import type { Schemas } from "../api/problem";

export type Project = Schemas["Project"];

/**
 * One project; null when there is none within the reader's scope. Without an `id` nothing is asked. While what
 * someone just did is waited for, the page before stays on the screen.
 */
export function useProject(id: string | null, after: string | null) {
  return useQuery<Read<Project> | null>({
    queryKey: ["project", id, "facts", after],
    enabled: id !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    queryFn: ({ signal }) => {
      const params = { path: { project_id: id ?? "" }, query: after ? { after } : {} };
      return orNull(read(api.GET("/api/cockpit/projects/{project_id}", { params, signal })));
    },
  });
}
