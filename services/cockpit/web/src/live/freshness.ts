import type { QueryClient } from "@tanstack/react-query";
import type { Change } from "./connection";

const GATHER_MS = 800;

/** Names of what changed; "all" when they are too many to name, or may have been missed. */
type Names = Set<string> | "all";

/**
 * Turns changes into refreshed reads. A burst (a collection of hundreds of records) is gathered, so that an open
 * list is read about once a second and not once an event.
 */
export class Freshness {
  private readonly queries: QueryClient;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private projects: Names = new Set();
  private issues: Names = new Set();

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  apply({ projects, issues }: Change): void {
    this.projects = joined(this.projects, projects);
    this.issues = joined(this.issues, issues);
    this.timer ??= setTimeout(() => this.refresh(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private refresh(): void {
    const { projects, issues } = this;
    this.timer = undefined;
    this.projects = new Set();
    this.issues = new Set();
    this.outdate("overview");
    this.outdate("projects");
    // A project's page shows its issues: an issue's change may be one of any project that is open.
    this.outdate("project", isEmpty(issues) ? projects : "all");
    if (!isEmpty(issues)) {
      this.outdate("issues");
      this.outdate("issue", issues);
    }
  }

  private outdate(area: string, names: Names = "all"): void {
    void this.queries.invalidateQueries({
      queryKey: [area],
      predicate: ({ queryKey }) => names === "all" || names.has(String(queryKey[1])),
    });
  }
}

function joined(known: Names, more: readonly string[] | null): Names {
  return known === "all" || more === null ? "all" : new Set([...known, ...more]);
}

function isEmpty(names: Names): boolean {
  return names !== "all" && names.size === 0;
}
