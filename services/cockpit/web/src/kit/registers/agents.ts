import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, body } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { following } from "../live/areas";

export type Agent = Schemas["Agent"];

/**
 * The agents of the townships within the reader's scope: account, name, township; where a `project` is given, those
 * who may accompany it.
 */
export function useAgents(enabled = true, project: string | null = null) {
  return useQuery({
    queryKey: ["agents", project],
    meta: following("registers"),
    queryFn: ({ signal }) =>
      body(api.GET("/api/cockpit/agents", { params: { query: project ? { project } : {} }, signal })),
    staleTime: 600_000,
    enabled,
  });
}

/** Gives an agent's name by the account; one that is out of scope or gone stands for itself. */
export function useAgentName(): (account: string) => string {
  const { data } = useAgents();
  return useCallback((account) => data?.find((one) => one.account === account)?.name ?? account, [data]);
}
