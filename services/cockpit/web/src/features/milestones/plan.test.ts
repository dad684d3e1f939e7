import { expect, test } from "vitest";
import { dueNow, type Milestone } from "../../kit/project/milestones";
import { axisOf, progressOf } from "./plan";

const TODAY = "2026-10-30";
const NOW = { judged: TODAY, ended: false, applicable: null };

function milestone(some: Partial<Milestone>): Milestone {
  return {
    milestone: "started",
    due: "2026-06-30",
    on: null,
    reached: false,
    counts_from: null,
    basis: null,
    document: null,
    extensions: [],
    ...some,
  };
}

const EXTENSIONS = [
  { due: "2026-12-31", approved_on: "2026-08-01", document: "b" },
  { due: "2026-09-30", approved_on: "2026-07-01", document: "a" },
];

test("the extension approved last holds from its approval on", () => {
  const extended = milestone({ extensions: EXTENSIONS });

  expect(dueNow(extended, "2026-06-30")).toBe("2026-06-30");
  expect(dueNow(extended, "2026-07-15")).toBe("2026-09-30");
  expect(dueNow(extended, TODAY)).toBe("2026-12-31");
  expect(dueNow(milestone({ due: null }), TODAY)).toBeNull();
});

test("what was reached is measured against the day that held then", () => {
  const late = milestone({
    on: "2026-07-10",
    reached: true,
    extensions: [{ ...EXTENSIONS[0], approved_on: "2026-08-01" } as never],
  });

  expect(progressOf(late, NOW)).toEqual({ kind: "reached", late: true, days: 10 });
  expect(progressOf(milestone({ on: "2026-06-20", reached: true }), NOW)).toEqual({
    kind: "reached",
    late: false,
    days: 10,
  });
  expect(progressOf(milestone({ on: "2026-06-20", reached: true, due: null }), NOW)).toEqual({
    kind: "reached",
    late: false,
    days: null,
  });
});

test("what was not reached is ahead, overdue, or open", () => {
  expect(progressOf(milestone({}), NOW)).toEqual({ kind: "overdue", days: 122 });
  expect(progressOf(milestone({ extensions: EXTENSIONS }), NOW)).toEqual({
    kind: "ahead",
    days: 62,
  });
  expect(progressOf(milestone({}), { ...NOW, ended: true })).toEqual({ kind: "open" });
  expect(progressOf(milestone({ due: null }), NOW)).toEqual({ kind: "open" });
  expect(progressOf(milestone({ reached: true }), NOW)).toEqual({ kind: "reachedSometime" });
});

test("days are counted up to the last judged day, and not at all before the first", () => {
  expect(progressOf(milestone({}), { ...NOW, judged: "2026-07-05" })).toEqual({ kind: "overdue", days: 5 });
  expect(progressOf(milestone({}), { ...NOW, judged: null })).toEqual({ kind: "open" });
});

test("what does not apply to the project does not, unless it was reached", () => {
  const now = {
    ...NOW,
    applicable: new Set(["signed", "started", "in_production", "full_capacity"] as const),
  };
  for (const name of ["land", "completed", "scaled"] as const) {
    expect(progressOf(milestone({ milestone: name, due: null }), now)).toEqual({ kind: "inapplicable" });
    expect(progressOf(milestone({ milestone: name, reached: true }), now)).toEqual({
      kind: "reachedSometime",
    });
  }

  expect(progressOf(milestone({ milestone: "in_production" }), now)).toEqual({ kind: "overdue", days: 122 });
  expect(
    progressOf(milestone({ milestone: "land" }), { ...now, applicable: new Set(["land"] as const) }),
  ).toEqual({ kind: "overdue", days: 122 });
  expect(progressOf(milestone({ milestone: "land", due: null }), NOW)).toEqual({ kind: "open" });
});

test("the axis holds every day, and the years within", () => {
  const axis = axisOf([milestone({ on: "2024-03-01", extensions: EXTENSIONS })], TODAY);

  expect(axis.from).toBe("2024-01-01");
  expect(axis.to).toBe("2027-02-28");
  expect(axis.years).toEqual(["2025-01-01", "2026-01-01", "2027-01-01"]);
  expect(axis.place(axis.from)).toBe(0);
  expect(axis.place(axis.to)).toBe(100);
});
