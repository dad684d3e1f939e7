import { useQuery } from "@tanstack/react-query";
import { api, body, IDEMPOTENCY_KEY } from "../../api/client";
import type { IngestSchemas } from "../../api/problem";

export type Loadable = IngestSchemas["LoadableKind"];
export type FileOutcome = IngestSchemas["FileOutcome"];
export type FileRow = IngestSchemas["FileRow"];

/** A file that was chosen, as it is sent. */
export interface ChosenFile {
  name: string;
  content: string;
}

/** Field -> the header in the file that somebody says it stands under. */
export type Mapping = Readonly<Record<string, string>>;

/** The largest file that may be loaded by hand. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** The kinds whose files this account may load, with their columns. */
export function useLoadable() {
  return useQuery({
    queryKey: ["loadable"],
    queryFn: async () => ({ items: await body(api.GET("/api/ingest/uploads")) }),
  });
}

/** What would become of a file. Throws Problem. */
export function preview(kind: string, file: ChosenFile, columns: Mapping): Promise<FileOutcome> {
  return body(
    api.POST("/api/ingest/uploads/{kind}/preview", {
      params: { path: { kind } },
      body: { ...file, columns },
    }),
  );
}

/** Loads a file, and says what became of it. Throws Problem. */
export function load(kind: string, file: ChosenFile, columns: Mapping, key: string): Promise<FileOutcome> {
  return body(
    api.POST("/api/ingest/uploads/{kind}/load", {
      params: { path: { kind } },
      headers: { [IDEMPOTENCY_KEY]: key },
      body: { ...file, columns },
    }),
  );
}
