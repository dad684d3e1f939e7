import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { IngestSchemas, Schemas } from "../../api/problem";
import { following } from "../live/areas";

export type Today = IngestSchemas["Today"];
export type Days = Schemas["Days"];

const PACE_MS = 60_000;
const PACE_BEHIND_MS = 5_000;

/** The business day, looked at every `pace` milliseconds. */
export function useDay(pace: (day: Today | undefined) => number, enabled = true) {
  return useQuery({
    queryKey: ["day"],
    queryFn: () => body(api.GET("/api/ingest/day")),
    refetchInterval: ({ state }) => pace(state.data),
    enabled,
  });
}

/** The last closed day and the last judged one, looked at more often while warning is behind. */
export function useDays() {
  return useQuery({
    queryKey: ["days"],
    meta: following("days"),
    queryFn: () => body(api.GET("/api/cockpit/days")),
    refetchInterval: ({ state }) => (isBehind(state.data) ? PACE_BEHIND_MS : PACE_MS),
  });
}

/** Whether a day is closed as of which warning has not judged every project yet. */
export function isBehind(days: Days | undefined): boolean {
  return days !== undefined && days.closed !== null && (days.judged === null || days.judged < days.closed);
}

/** Whether the day has come but its collection is not over. */
export function isClosing(day: Today | undefined): boolean {
  return day !== undefined && (day.closed === null || day.closed < day.today);
}

/** What everyone has to know of the day: it does not close, or the clock stands before a closed one. */
export function trouble(day: Today | undefined): "set_back" | "overdue" | null {
  if (day?.set_back) {
    return "set_back";
  }
  return day?.overdue && day.overdue < day.today ? "overdue" : null;
}
