import { expect, test } from "vitest";
import { isBehind, type Today, trouble } from "./queries";

const GOOD: Today = {
  today: "2026-10-30",
  closed: "2026-10-30",
  simulated: false,
  late: [],
  overdue: null,
  waits_for: [],
  set_back: false,
};

test("a day that closes is nobody's trouble, and neither is one whose evening goes on", () => {
  expect(trouble(undefined)).toBeNull();
  expect(trouble(GOOD)).toBeNull();
  expect(trouble({ ...GOOD, closed: "2026-10-29", overdue: "2026-10-30", waits_for: ["tax"] })).toBeNull();
});

test("a day that is over and did not close is said, and so is a clock that was set back", () => {
  expect(trouble({ ...GOOD, closed: "2026-10-28", overdue: "2026-10-29" })).toBe("overdue");
  expect(trouble({ ...GOOD, today: "2026-10-28", set_back: true })).toBe("set_back");
});

test("warning is behind while a closed day is not judged", () => {
  expect(isBehind(undefined)).toBe(false);
  expect(isBehind({ closed: null, judged: null })).toBe(false);
  expect(isBehind({ closed: "2026-10-30", judged: "2026-10-30" })).toBe(false);
  expect(isBehind({ closed: "2026-10-30", judged: "2026-10-29" })).toBe(true);
  expect(isBehind({ closed: "2026-10-30", judged: null })).toBe(true);
});
