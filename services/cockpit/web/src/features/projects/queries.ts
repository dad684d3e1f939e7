import { api, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { selectionOf } from "../../kit/list/codec";
import { download } from "../../kit/list/download";
import type { Query } from "../../kit/list/lists";

export type ProjectRow = Schemas["ProjectRow"];

/** One page of the list. Throws Problem. */
export function fetchProjects(query: Query<"projects">, signal: AbortSignal) {
  return read(api.GET("/api/cockpit/projects", { params: { query }, signal }));
}

/** Saves the Excel file of what `query` selects; returns how many rows it has. Throws Problem. */
export function saveProjects(query: Query<"projects">): Promise<number> {
  const params = { query: selectionOf(query) };
  return download(api.GET("/api/cockpit/projects/export", { params, parseAs: "blob" }), "projects.xlsx");
}
