import { useQuery } from "@tanstack/react-query";
import { api, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { following } from "../../kit/live/areas";

export type Overview = Schemas["Overview"];
export type Breakdown = Schemas["Breakdown"];
export type Township = Breakdown["townships"][number];

/** What the figures are made of. */
const FOLLOWING = following(["projects", "issues", "late_entries", "days"]);

/** The headline figures within the reader's scope. */
export function useOverview() {
  return useQuery({
    queryKey: ["overview", "headline"],
    meta: FOLLOWING,
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/overview", { signal })),
  });
}

/** The figures by stage, stall and township, as of the last closed day. */
export function useBreakdown() {
  return useQuery({
    queryKey: ["overview", "breakdown"],
    meta: FOLLOWING,
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/overview/breakdown", { signal })),
  });
}
