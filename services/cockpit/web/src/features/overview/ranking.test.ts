import { expect, test } from "vitest";
import type { Township } from "./queries";
import { clearingRate, ranked } from "./ranking";

function township(code: string, some: Partial<Township>): Township {
  return {
    township: code,
    name: code,
    projects: 0,
    green: 0,
    yellow: 0,
    red: 0,
    unknown: 0,
    found: 0,
    cleared: 0,
    full_view: 0,
    ...some,
  };
}

const ALL = [
  township("1", { projects: 5, red: 1, yellow: 3, found: 4, cleared: 3 }),
  township("2", { projects: 9, red: 2, found: 2, cleared: 0 }),
  township("3", { projects: 7, red: 1, yellow: 4 }),
];
const codes = (some: readonly Township[]) => some.map((one) => one.township);

test("most red lights first, then most yellow ones", () => {
  expect(codes(ranked(ALL, "red"))).toEqual(["2", "3", "1"]);
});

test("lowest clearing rate first; without any stall there is none", () => {
  expect(codes(ranked(ALL, "clearing"))).toEqual(["2", "1", "3"]);
  expect(clearingRate({ found: 0, cleared: 0 })).toBeNull();
  expect(clearingRate({ found: 3, cleared: 2 })).toBe(0.667);
});

test("most projects first", () => {
  expect(codes(ranked(ALL, "projects"))).toEqual(["2", "3", "1"]);
});
