import { useQuery } from "@tanstack/react-query";
import { api, body, IDEMPOTENCY_KEY, orNull } from "../../api/client";
import type { LifecycleSchemas } from "../../api/problem";
import { following } from "../../kit/live/areas";
import type { Milestone } from "../../kit/project/milestones";

export type ProjectActs = LifecycleSchemas["PermittedActs"];
export type Done = LifecycleSchemas["EntryResult"];
export type ProjectAct = "report" | "extend" | "terminate" | "takeBack";
export type Waiting = ProjectActs["requests"][number];
export type TakenBack = ProjectActs["take_back"][number];
type Name = Milestone["milestone"];

/** What the reader may enter about a project now, as lifecycle says; null where it knows no such project. */
export function useProjectActs(id: string) {
  return useQuery({
    queryKey: ["project", id, "acts"],
    meta: following("projects", id),
    queryFn: ({ signal }) => {
      const params = { path: { project_id: id } };
      return orNull(body(api.GET("/api/lifecycle/projects/{project_id}/acts", { params, signal })));
    },
  });
}

/** What is entered. */
export type Entry =
  | { act: "report"; milestone: Name; on: string; document: string }
  | { act: "extend"; milestone: Name; due: string; reason: string; document: string }
  | { act: "terminate"; on: string; reason: string; document: string }
  | { act: "takeBack"; entry: TakenBack; reason: string; document: string };

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
      const { milestone, due, reason, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/milestones/{milestone}/extension", {
          params: { path: { project_id: id, milestone } },
          headers,
          body: { due, reason, document },
        }),
      );
    }
    case "terminate": {
      const { on, reason, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/termination", {
          params: { path: { project_id: id } },
          headers,
          body: { on, reason, document },
        }),
      );
    }
    case "takeBack": {
      const { act, milestone, approved_on } = entry.entry;
      const { reason, document } = entry;
      return body(
        api.POST("/api/lifecycle/projects/{project_id}/retraction", {
          params: { path: { project_id: id } },
          headers,
          body: { act, milestone: milestone ?? null, approved_on: approved_on ?? null, reason, document },
        }),
      );
    }
  }
}

/** Grants what another account asked for, or declines it. Throws Problem. */
export function decide(
  id: string,
  request: string,
  decision: { granted: boolean; reason: string | null },
  key: string,
): Promise<Done> {
  return body(
    api.POST("/api/lifecycle/projects/{project_id}/requests/{request_id}/decision", {
      params: { path: { project_id: id, request_id: request } },
      headers: { [IDEMPOTENCY_KEY]: key },
      body: decision,
    }),
  );
}
