import { useQuery } from "@tanstack/react-query";
import { api, body } from "../api/client";
import type { IngestSchemas } from "../api/problem";

export type Run = IngestSchemas["Run"];
export type Today = IngestSchemas["Today"];

const SHOWN = 50;
const CLOSING_MS = 1_000;
const RUNS_MS = 10_000;

/** The business day. While it is being closed it is looked at every second. */
export function useDay() {
  return useQuery({
    queryKey: ["day"],
    queryFn: () => body(api.GET("/api/ingest/day")),
    refetchInterval: ({ state }) => (isClosing(state.data) ? CLOSING_MS : RUNS_MS),
  });
}

/** The latest runs over the sources. */
export function useRuns() {
  return useQuery({
    queryKey: ["runs"],
    queryFn: async () => ({
      items: await body(api.GET("/api/ingest/collections", { params: { query: { limit: SHOWN } } })),
    }),
    refetchInterval: RUNS_MS,
  });
}

/** Lets the day after `today` begin; returns what day it is then. Throws Problem. */
export async function nextDay(today: string): Promise<Today> {
  return body(api.POST("/api/ingest/days", { params: { query: { after: today } } }));
}

/** Whether the day has come but its collection is not over. */
export function isClosing(day: Today | undefined): boolean {
  return day !== undefined && (day.closed === null || day.closed < day.today);
}
