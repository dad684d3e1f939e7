import { expect, test } from "vitest";
import { addMonths, daysBetween, formatExactTime, formatTime } from "./time";

test("times are the county's, whatever the machine's zone", () => {
  expect(formatTime("2026-10-30T16:30:00Z")).toBe("2026-10-31 00:30");
  expect(formatExactTime("2026-10-30T09:42:07.5+00:00")).toBe("2026-10-30 17:42:07");
});

test("days are counted by the calendar", () => {
  expect(daysBetween("2026-02-28", "2026-03-01")).toBe(1);
  expect(daysBetween("2026-10-30", "2025-10-30")).toBe(-365);
  expect(daysBetween("2026-10-30", "2026-10-30")).toBe(0);
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
});
