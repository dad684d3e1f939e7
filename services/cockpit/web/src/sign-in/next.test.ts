import { expect, test } from "vitest";
import { safeNext } from "./next";

test.each([
  ["/projects?q=1", "/projects?q=1"],
  [null, "/projects"],
  ["", "/projects"],
  ["https://elsewhere.example", "/projects"],
  ["//elsewhere.example", "/projects"],
  ["/\\elsewhere.example", "/projects"],
  ["javascript:alert(1)", "/projects"],
])("%s leads to %s", (next, to) => {
  expect(safeNext(next)).toBe(to);
});
