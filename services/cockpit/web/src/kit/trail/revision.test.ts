import { expect, test } from "vitest";
import type { TrailEvent } from "./queries";
import { fieldsOf, predecessors, revised } from "./revision";

function event(
  stream: string,
  sequence: number,
  data: Record<string, unknown>,
  type = "ProjectRegistered",
): TrailEvent {
  const time = "2026-10-30T09:00:00Z";
  return {
    id: `${stream}@${sequence}`,
    position: sequence,
    stream,
    sequence,
    type,
    schema_version: 1,
    occurred_at: time,
    recorded_at: time,
    actor: null,
    source: "ingest",
    correlation_id: "c",
    causation_id: null,
    data,
  };
}

test("an event is compared with the one before it in its stream, in whatever order they were loaded", () => {
  const [first, second, other] = [event("r/1", 1, {}), event("r/1", 2, {}), event("r/2", 1, {})];

  const before = predecessors([second, other, first]);

  expect(before.get(second.id)).toBe(first);
  expect(before.has(first.id)).toBe(false);
  expect(before.has(other.id)).toBe(false);
});

test("each milestone is compared with its own past", () => {
  const plan = (sequence: number, milestone: string) =>
    event("p/1", sequence, { milestone }, "MilestonePlanned");
  const [start, end, moved] = [plan(1, "started"), plan(2, "completed"), plan(3, "started")];

  const before = predecessors([moved, end, start]);

  expect(before.get(moved.id)).toBe(start);
  expect(before.has(end.id)).toBe(false);
});

test("fields show what was said before, also where it is said no more", () => {
  const then = event("r/1", 1, { name: "甲", investment: "1", start: "2026-01-01" });
  const now = event("r/1", 2, { name: "甲", investment: "2", land: "3" });

  const fields = fieldsOf(now, then);

  expect(fields).toEqual([
    { name: "name", value: "甲" },
    { name: "investment", value: "2", before: "1" },
    { name: "land", value: "3", before: undefined },
    { name: "start", value: undefined, before: "2026-01-01" },
  ]);
  expect(revised(fields)).toBe(3);
});

test("the time at which the source wrote is no revision", () => {
  const then = event("r/1", 1, { name: "甲", updated_at: "2026-01-01T00:00:00Z" });
  const now = event("r/1", 2, { name: "甲", updated_at: "2026-02-01T00:00:00Z" });

  expect(revised(fieldsOf(now, then))).toBe(0);
});

test("a first event revises nothing", () => {
  expect(revised(fieldsOf(event("r/1", 1, { name: "甲" }), undefined))).toBe(0);
});
