import { useQuery } from "@tanstack/react-query";
import { api, body, IDEMPOTENCY_KEY, orNull } from "../api/client";
import type { LifecycleSchemas } from "../api/problem";
import type { Milestone } from "./plan";

export type ProjectActs = LifecycleSchemas["Acts"];
export type Done = LifecycleSchemas["Done"];
export type ProjectAct = "report" | "extend" | "terminate";
type Name = Milestone["milestone"];

/** What the reader may enter about a project now, as lifecycle says; null where it knows no such project. */
export function useProjectActs(id: string) {
  return useQuery({
    queryKey: ["project", id, "acts"],
    queryFn: ({ signal }) => {
      const params = { path: { project_id: id } };
      return orNull(body(api.GET("/api/lifecycle/projects/{project_id}/acts", { params, signal })));
    },
  });
}

/** What is entered. */
export type Entry =
  | { act: "report"; milestone: Name; on: string; document: string }
  | { act: "extend"; milestone: Name; due: string; approved_on: string; document: string }
  | { act: "terminate"; on: string; document: string };

/** Enters it, if the project still stands at `sequence`. Throws Problem. */
export function enter(id: string, entry: Entry, sequence: number, key: string): Promise<Done> {
  const headers = { [IDEMPOTENCY_KEY]: key, "If-Match": `"${sequence}"` };
  switch (entry.act) {
    case "report": {
      const { milestone, on, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/milestones/{milestone}/report", {
          params: { path: { project_id: id, milestone } },
          headers,
          body: { on, document },
        }),
      );
    }
    case "extend": {
      const { milestone, due, approved_on, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/milestones/{milestone}/extension", {
          params: { path: { project_id: id, milestone } },
          headers,
          body: { due, approved_on, document },
        }),
      );
    }
    case "terminate": {
      const { on, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/termination", {
          params: { path: { project_id: id } },
          headers,
          body: { on, document },
        }),
      );
    }
  }
}
