import { useQuery } from "@tanstack/react-query";
import { api, body, orNull } from "../../api/client";
import { following } from "../../kit/live/areas";

/** The milestones that a project has at all, as lifecycle says; null where it knows no such project. */
export function useApplicable(id: string) {
  return useQuery({
    queryKey: ["project", id, "applicable"],
    meta: following("projects", id),
    queryFn: async ({ signal }) => {
      const params = { path: { project_id: id } };
      const rows = await orNull(
        body(api.GET("/api/lifecycle/projects/{project_id}/milestones", { params, signal })),
      );
      return rows && new Set(rows.filter(({ applies }) => applies).map(({ milestone }) => milestone));
    },
  });
}
