import { useQuery } from "@tanstack/react-query";
import { api, body, IDEMPOTENCY_KEY, orNull, type Read, read } from "../../api/client";
import type { IssuesSchemas, Schemas } from "../../api/problem";
import type { StreamPlace } from "../../kit/form/useSending";
import { following } from "../../kit/live/areas";

export type Issue = Schemas["Issue"];
export type Act = IssuesSchemas["Act"];
export type Acts = IssuesSchemas["PermittedActs"];
export type RaiseBody = IssuesSchemas["RaiseBody"];

const ARRIVING_MS = 1_000;

/** One issue; null when there is none within the reader's scope. One that was just raised is waited for. */
export function useIssue(id: string, after: string | null) {
  return useQuery<Read<Issue> | null>({
    queryKey: ["issue", id, "facts", after],
    meta: following("issues", id),
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    refetchInterval: ({ state }) =>
      after !== null && state.data === null && state.dataUpdateCount < 10 ? ARRIVING_MS : false,
    queryFn: ({ signal }) => {
      const params = { path: { issue_id: id }, query: after ? { after } : {} };
      return orNull(read(api.GET("/api/cockpit/issues/{issue_id}", { params, signal })));
    },
  });
}

/** What the reader may do with the issue now, as the service that decides it says. */
export function useActs(id: string) {
  return useQuery({
    queryKey: ["issue", id, "acts"],
    meta: following("issues", id),
    queryFn: ({ signal }) =>
      orNull(
        body(api.GET("/api/issues/issues/{issue_id}/acts", { params: { path: { issue_id: id } }, signal })),
      ),
  });
}

/** One act with what it says. */
export type Acting =
  | { act: "accept" }
  | { act: "sign" }
  | { act: "decline"; reason: string }
  | { act: "return"; reason: string }
  | { act: "assign"; department: string }
  | { act: "answer"; answer: string }
  | { act: "rate"; stars: number; remark: string };

/** Does one act, if the issue still stands at `sequence`. Throws Problem. */
export function act(id: string, acting: Acting, sequence: number, key: string): Promise<StreamPlace> {
  const about = {
    params: { path: { issue_id: id } },
    headers: { [IDEMPOTENCY_KEY]: key, "If-Match": `"${sequence}"` },
  };
  switch (acting.act) {
    case "accept":
      return body(api.POST("/api/issues/issues/{issue_id}/accept", { ...about, body: {} }));
    case "sign":
      return body(api.POST("/api/issues/issues/{issue_id}/sign", { ...about, body: {} }));
    case "decline":
      return body(
        api.POST("/api/issues/issues/{issue_id}/decline", { ...about, body: { reason: acting.reason } }),
      );
    case "return":
      return body(
        api.POST("/api/issues/issues/{issue_id}/return", { ...about, body: { reason: acting.reason } }),
      );
    case "assign":
      return body(
        api.POST("/api/issues/issues/{issue_id}/assign", {
          ...about,
          body: { department: acting.department },
        }),
      );
    case "answer":
      return body(
        api.POST("/api/issues/issues/{issue_id}/answer", { ...about, body: { answer: acting.answer } }),
      );
    case "rate": {
      const { stars, remark } = acting;
      return body(
        api.POST("/api/issues/issues/{issue_id}/rate", {
          ...about,
          body: { stars, ...(remark.trim() ? { remark } : {}) },
        }),
      );
    }
  }
}

/** Raises an issue; says which it is and where its stream stands. Throws Problem. */
export function raise(issue: RaiseBody, key: string): Promise<StreamPlace & { issue_id: string }> {
  return body(api.POST("/api/issues/issues", { body: issue, headers: { [IDEMPOTENCY_KEY]: key } }));
}
