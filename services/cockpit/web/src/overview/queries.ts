import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { Schemas } from "../api/problem";

export type Overview = Schemas["Overview"];
export type Breakdown = Schemas["Breakdown"];
export type Township = Breakdown["townships"][number];

/** The headline figures within the reader's scope. */
export function useOverview() {
  return useQuery({
    queryKey: ["overview", "headline"],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/overview", { signal })),
  });
}

/** The figures by stage, stall and township, as of the last closed day. */
export function useBreakdown() {
  return useQuery({
    queryKey: ["overview", "breakdown"],
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/overview/breakdown", { signal })),
  });
}
