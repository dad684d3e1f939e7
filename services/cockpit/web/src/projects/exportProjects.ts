import { api } from "../api/client";
import { download } from "../list/download";
import type { Filters } from "./filters";
import { queryOf } from "./queries";

/** Saves the Excel file of what `filters` select; returns how many rows it has. Throws Problem. */
export function exportProjects(filters: Filters): Promise<number> {
  const params = { query: queryOf(filters) };
  return download(api.GET("/api/cockpit/projects/export", { params, parseAs: "blob" }), "projects.xlsx");
}
