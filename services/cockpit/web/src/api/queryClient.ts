import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

/** Reads are kept while they are shown and refreshed by the live connection, not by timers. */
export const queryClient = new QueryClient({
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
