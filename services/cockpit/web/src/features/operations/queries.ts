import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { IngestSchemas } from "../../api/problem";
import { isClosing, type Today } from "../../kit/day/queries";

export type Run = IngestSchemas["Run"];
export type Kind = IngestSchemas["KindView"];

const SHOWN = 50;
const CLOSING_MS = 1_000;
const RUNS_MS = 10_000;

/** How soon to look at the day again: while it is being closed, every second. */
export function pace(day: Today | undefined): number {
  return isClosing(day) ? CLOSING_MS : RUNS_MS;
}

/** Each kind of data, and how its collection stands. */
export function useKinds() {
  return useQuery({
    queryKey: ["kinds"],
    queryFn: async () => ({ items: await body(api.GET("/api/ingest/kinds")) }),
    refetchInterval: RUNS_MS,
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
