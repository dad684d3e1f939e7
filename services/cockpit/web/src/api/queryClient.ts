import { QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

/** Reads are kept while they are shown and refreshed by the live connection, not by timers. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: recheckSession }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 500 * 2 ** failures,
    },
  },
});

/** Whether trying again may help: the network or a busy server, never a refusal. */
function isPassing(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status === 503);
}

/** A read was refused for want of a session: it has ended, and the pages lead to the sign-in. */
function recheckSession(error: unknown): void {
  if (error instanceof Problem && error.status === 401) {
    void queryClient.invalidateQueries({ queryKey: ["session"] });
  }
}
