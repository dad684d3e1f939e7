import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { IngestSchemas } from "../../api/problem";
import { useGrowing } from "../../kit/list/growing";

export type Refused = IngestSchemas["Rejection"];
export type Unlinked = IngestSchemas["Unmatched"];
export type Unread = IngestSchemas["UnreadFile"];

const UNREAD = 50;
const UNREAD_MS = 10_000;

/** Refused deliveries, the latest first, a page after the other. */
export function useRefused() {
  return useGrowing("refused", (query) => body(api.GET("/api/ingest/rejections", { params: { query } })));
}

/** Records that no identifier links to a project yet, likewise. */
export function useUnlinked() {
  return useGrowing("unlinked", (query) => body(api.GET("/api/ingest/unmatched", { params: { query } })));
}

/** Files in drop folders that were not read, the latest first. */
export function useUnread() {
  return useQuery({
    queryKey: ["unread"],
    queryFn: () => body(api.GET("/api/ingest/files", { params: { query: { limit: UNREAD } } })),
    refetchInterval: UNREAD_MS,
  });
}
