import type { QueryClient } from "@tanstack/react-query";
import { type Areas, isTouched, joined } from "./areas";
import type { Change } from "./connection";

const GATHER_MS = 800;
const NOTHING: Areas = {};

/**
 * Turns changes into refreshed reads: those whose `meta` says that they follow what changed. A burst (a collection
 * of hundreds of records) is gathered, so that an open list is read about once a second and not once an event.
 */
export class Freshness {
  private readonly queries: QueryClient;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private changed: Areas | null = NOTHING;

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  apply({ areas }: Change): void {
    this.changed = joined(this.changed, areas);
    this.timer ??= setTimeout(() => this.refresh(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private refresh(): void {
    const { changed } = this;
    this.timer = undefined;
    this.changed = NOTHING;
    void this.queries.invalidateQueries({ predicate: ({ meta }) => isTouched(meta, changed) });
  }
}
