import { api, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { selectionOf } from "../../kit/list/codec";
import { download } from "../../kit/list/download";
import type { Query } from "../../kit/list/lists";

export type LateEntry = Schemas["LateEntry"];
export type ProjectAct = Schemas["ProjectAct"];

/** One page of what was entered late, or taken over. Throws Problem. */
export function fetchLateEntries(query: Query<"late-entries">, signal: AbortSignal) {
  return read(api.GET("/api/cockpit/late-entries", { params: { query }, signal }));
}

/** Saves the Excel file of what `query` selects; returns how many rows it has. Throws Problem. */
export function saveLateEntries(query: Query<"late-entries">): Promise<number> {
  const params = { query: selectionOf(query) };
  return download(
    api.GET("/api/cockpit/late-entries/export", { params, parseAs: "blob" }),
    "late-entries.xlsx",
  );
}

/** One page of the acts that another account granted or declined. Throws Problem. */
export function fetchProjectActs(query: Query<"project-acts">, signal: AbortSignal) {
  return read(api.GET("/api/cockpit/project-acts", { params: { query }, signal }));
}

/** Saves the Excel file of what `query` selects; returns how many rows it has. Throws Problem. */
export function saveProjectActs(query: Query<"project-acts">): Promise<number> {
  const params = { query: selectionOf(query) };
  return download(api.GET("/api/cockpit/project-acts/export", { params, parseAs: "blob" }), "approvals.xlsx");
}
