import { expect, test } from "vitest";
import { safeNext } from "./next";

test.each([
  ["/projects?q=1", "/projects?q=1"],
  [null, "/"],
  ["", "/"],
  ["https://elsewhere.example", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
])("%s leads to %s", (next, to) => {
  expect(safeNext(next)).toBe(to);
});
