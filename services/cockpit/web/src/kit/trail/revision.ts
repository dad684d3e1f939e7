import type { TrailEvent } from "./queries";

/** One field of an event's data; `before` is there only when the event before it said something else. */
export interface Field {
  name: string;
  value: unknown;
  before?: unknown;
}

/** For each event the one before it in its stream that has the same type and speaks of the same thing, as far as loaded. */
export function predecessors(events: readonly TrailEvent[]): Map<string, TrailEvent> {
  const last = new Map<string, TrailEvent>();
  const found = new Map<string, TrailEvent>();
  const inOrder = [...events].sort((a, b) => a.sequence - b.sequence);
  for (const event of inOrder) {
    const key = `${event.stream} ${event.type} ${subject(event)}`;
    const before = last.get(key);
    if (before) {
      found.set(event.id, before);
    }
    last.set(key, event);
  }
  return found;
}

/** The event's fields in the order in which they were written, then those that it dropped. */
export function fieldsOf(event: TrailEvent, before: TrailEvent | undefined): Field[] {
  const now = record(event.data);
  const then = before ? record(before.data) : undefined;
  const names = [...Object.keys(now), ...Object.keys(then ?? {}).filter((name) => !(name in now))];
  return names.map((name) =>
    then && !same(now[name], then[name])
      ? { name, value: now[name], before: then[name] }
      : { name, value: now[name] },
  );
}

/** Says when the source wrote, not what: it differs each time. */
const BOOKKEEPING = "updated_at";

/** How many fields say something else than in the event before. */
export function revised(fields: readonly Field[]): number {
  return fields.filter(({ name, ...rest }) => name !== BOOKKEEPING && "before" in rest).length;
}

/** A stream may plan several milestones, or tell of several episodes: each is compared with its own past. */
function subject(event: TrailEvent): string {
  const { milestone, stall, since } = record(event.data);
  return event.type === "LightChanged" ? "" : [milestone, since && stall, since].filter(Boolean).join(" ");
}

function record(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data)
    ? (data as Record<string, unknown>)
    : { data };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
