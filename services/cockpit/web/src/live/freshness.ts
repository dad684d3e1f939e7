import type { QueryClient } from "@tanstack/react-query";
import type { Change } from "./connection";

const GATHER_MS = 800;

/**
 * Turns changes into refreshed reads. A burst (a collection of hundreds of records) is gathered, so that an open
 * list is read about once a second and not once an event.
 */
export class Freshness {
  private readonly queries: QueryClient;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private projects: Set<string> | "all" = new Set();

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  apply({ projects }: Change): void {
    if (projects === null || this.projects === "all") {
      this.projects = "all";
    } else {
      for (const id of projects) {
        this.projects.add(id);
      }
    }
    this.timer ??= setTimeout(() => this.refresh(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private refresh(): void {
    const concerned = this.projects;
    this.timer = undefined;
    this.projects = new Set();
    void this.queries.invalidateQueries({ queryKey: ["projects"] });
    void this.queries.invalidateQueries({
      queryKey: ["project"],
      predicate: ({ queryKey }) => concerned === "all" || concerned.has(String(queryKey[1])),
    });
  }
}
