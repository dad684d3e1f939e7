import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import { Problem, type Schemas } from "../../api/problem";

export type Session = Schemas["Session"];

const KEY = ["session"] as const;
const OTHERS = ["ingest", "lifecycle", "warning", "issues", "policy"] as const;

async function fetchSession(): Promise<Session | null> {
  try {
    return await body(api.GET("/api/cockpit/session"));
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) {
      return null;
    }
    throw problem;
  }
}

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: fetchSession, staleTime: 60_000, refetchInterval: 300_000 });
}

/** Signing in and out. Both forget everything that was read for another account. */
export function useSigning() {
  const queries = useQueryClient();
  return {
    signIn: async (account: string): Promise<void> => {
      const session = await body(api.POST("/api/cockpit/session", { body: { account } }));
      queries.clear();
      queries.setQueryData(KEY, session);
    },
    signOut: async (): Promise<void> => {
      // Each service keeps for itself which sessions are over; the cockpit, which takes the cookie away, comes last.
      await Promise.all(OTHERS.map((service) => fetch(`/api/${service}/session`, { method: "DELETE" })));
      await api.DELETE("/api/cockpit/session");
      queries.clear();
      queries.setQueryData(KEY, null);
    },
    /** To be called when an answer says that the session has ended. */
    recheck: () => queries.invalidateQueries({ queryKey: KEY }),
  };
}

/** The demo accounts by role. */
export function useAccounts() {
  return useQuery({ queryKey: ["accounts"], queryFn: () => body(api.GET("/api/cockpit/accounts")) });
}

/** Whether `session` may do what `permission` names. */
export function may(session: Session, permission: string): boolean {
  return session.permissions.includes(permission);
}
