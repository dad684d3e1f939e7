import { expect, test } from "vitest";
import { axisOf, dueNow, type Milestone, progressOf } from "./plan";

const TODAY = "2026-10-30";

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

  expect(progressOf(late, TODAY, false)).toEqual({ kind: "reached", late: true, days: 10 });
  expect(progressOf(milestone({ on: "2026-06-20", reached: true }), TODAY, false)).toEqual({
    kind: "reached",
    late: false,
    days: 10,
  });
  expect(progressOf(milestone({ on: "2026-06-20", reached: true, due: null }), TODAY, false)).toEqual({
    kind: "reached",
    late: false,
    days: null,
  });
});

test("what was not reached is ahead, overdue, or open", () => {
  expect(progressOf(milestone({}), TODAY, false)).toEqual({ kind: "overdue", days: 122 });
  expect(progressOf(milestone({ extensions: EXTENSIONS }), TODAY, false)).toEqual({
    kind: "ahead",
    days: 62,
  });
  expect(progressOf(milestone({}), TODAY, true)).toEqual({ kind: "open" });
  expect(progressOf(milestone({ due: null }), TODAY, false)).toEqual({ kind: "open" });
  expect(progressOf(milestone({ reached: true }), TODAY, false)).toEqual({ kind: "reachedSometime" });
});

test("the axis holds every day, and the years within", () => {
  const axis = axisOf([milestone({ on: "2024-03-01", extensions: EXTENSIONS })], TODAY);

  expect(axis.from).toBe("2024-01-01");
  expect(axis.to).toBe("2027-02-28");
  expect(axis.years).toEqual(["2025-01-01", "2026-01-01", "2027-01-01"]);
  expect(axis.place(axis.from)).toBe(0);
  expect(axis.place(axis.to)).toBe(100);
});
