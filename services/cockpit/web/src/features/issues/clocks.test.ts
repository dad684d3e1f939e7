import { expect, test } from "vitest";
import { nearness } from "./clocks";

test("a day is past, today, or still to come", () => {
  expect(nearness("2026-11-02", "2026-11-04")).toEqual({ kind: "overdue", days: 2 });
  expect(nearness("2026-11-02", "2026-11-02")).toEqual({ kind: "today" });
  expect(nearness("2026-11-06", "2026-11-04")).toEqual({ kind: "left", days: 2 });
});
