import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, body } from "../api/client";
import type { Schemas } from "../api/problem";

export type Agent = Schemas["Agent"];

/** The agents of the townships within the reader's scope: account, name, township. */
export function useAgents() {
  return useQuery({
    queryKey: ["agents"],
    queryFn: ({ signal }) => body(api.GET("/api/cockpit/agents", { signal })),
    staleTime: 600_000,
  });
}

/** Gives an agent's name by the account; one that is out of scope or gone stands for itself. */
export function useAgentName(): (account: string) => string {
  const { data } = useAgents();
  return useCallback((account) => data?.find((one) => one.account === account)?.name ?? account, [data]);
}
