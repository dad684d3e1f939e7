import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import "../../testing";
import type { Kind } from "./queries";
import { useKindState } from "./useKindState";

function said(kind: Partial<Kind>): string {
  return renderHook(() => useKindState()).result.current(kind as Kind);
}

test("a failure that repeats says how often it was met and when it last was", () => {
  const text = said({ state: "retrying", attempts: 12, attempted_at: "2026-11-28T22:30:00Z" });

  expect(text).toContain("12");
  expect(text).toContain("2026-11-29 06:30");
});

test("what was never tried in vain says nothing of it", () => {
  expect(said({ state: "queued", attempts: 0, attempted_at: null })).not.toContain("0");
});
