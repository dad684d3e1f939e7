import { expect, test } from "vitest";
import { nearness, runningClock } from "./clocks";

const DAYS = { sign_by: "2026-11-02", answer_by: "2026-11-06", rate_by: "2026-11-11" };

test("the clock that runs follows the state", () => {
  expect(runningClock({ state: "assigned", ...DAYS })).toEqual({ act: "sign", by: "2026-11-02" });
  expect(runningClock({ state: "signed", ...DAYS })).toEqual({ act: "answer", by: "2026-11-06" });
  expect(runningClock({ state: "answered", ...DAYS })).toEqual({ act: "rate", by: "2026-11-11" });
});

test("a reopened issue is to be answered by its day, whenever it is signed", () => {
  expect(runningClock({ ...DAYS, state: "assigned", sign_by: null })).toEqual({
    act: "answer",
    by: "2026-11-06",
  });
});

test("where nothing is awaited no clock runs", () => {
  expect(runningClock({ state: "raised", ...DAYS })).toBeNull();
  expect(runningClock({ state: "closed", ...DAYS })).toBeNull();
  expect(runningClock({ state: "answered", sign_by: null, answer_by: null })).toBeNull();
});

test("a day is past, today, or still to come", () => {
  expect(nearness("2026-11-02", "2026-11-04")).toEqual({ kind: "overdue", days: 2 });
  expect(nearness("2026-11-02", "2026-11-02")).toEqual({ kind: "today" });
  expect(nearness("2026-11-06", "2026-11-04")).toEqual({ kind: "left", days: 2 });
});
