import { useQuery } from "@tanstack/react-query";
import { api, read } from "../../api/client";
import type { Schemas } from "../../api/problem";
import { selectionOf } from "../../kit/list/codec";
import { download } from "../../kit/list/download";
import type { Query } from "../../kit/list/lists";
import { following } from "../../kit/live/areas";

export type IssueRow = Schemas["IssueRow"];
export type IssueFigures = Schemas["IssueListFigures"];
export type IssueState = Schemas["IssueState"];
export type Mark = Schemas["Mark"];
/** The clock that runs on an issue: what has to be done by when. */
export type Clock = Schemas["Clock"];
export type Category = Schemas["Category"];

/** One page of the list. Throws Problem. */
export function fetchIssues(query: Query<"issues">, signal: AbortSignal) {
  return read(api.GET("/api/cockpit/issues", { params: { query }, signal }));
}

/** Saves the Excel file of what `query` selects; returns how many rows it has. Throws Problem. */
export function saveIssues(query: Query<"issues">): Promise<number> {
  const params = { query: selectionOf(query) };
  return download(api.GET("/api/cockpit/issues/export", { params, parseAs: "blob" }), "issues.xlsx");
}

/** How many issues there are, over everything in the reader's scope, whatever the filters. */
export function useIssueFigures() {
  return useQuery({
    queryKey: ["issues", "figures"],
    meta: following("issues"),
    queryFn: ({ signal }) => read(api.GET("/api/cockpit/issues/figures", { signal })),
  });
}
