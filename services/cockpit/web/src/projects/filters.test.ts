import { expect, test } from "vitest";
import { changed, DEFAULTS, type Filters, listLink, narrows, readFilters, writeFilters } from "./filters";

const EVERYTHING: Filters = {
  q: "铝 & 100%",
  townships: ["330529001", "330529100"],
  status: "stuck",
  lights: ["red", "unknown"],
  stalled: "open",
  stalls: ["no_start", "no_capacity"],
  foundStalls: ["no_land"],
  stages: ["registered", "terminated"],
  fullView: false,
  sort: "investment",
  order: "asc",
  limit: 20,
  cursor: "abc",
  after: "record/project/approval-1@3",
};

test("an address holds all filters and gives them back", () => {
  const address = writeFilters(EVERYTHING).toString();

  expect(readFilters(new URLSearchParams(address))).toEqual(EVERYTHING);
});

test("the plain list has a plain address", () => {
  expect(writeFilters(DEFAULTS).toString()).toBe("");
  expect(readFilters(new URLSearchParams())).toEqual(DEFAULTS);
  expect(listLink({})).toBe("/projects");
});

test("what an address says that no list can be falls back to the default", () => {
  const address = new URLSearchParams(
    "status=deleted&sort=password&order=up&limit=7&light=blue&stalled=no&stall=x&stage=&full_view=1"
      .concat("&township=%3Cscript%3E&q=")
      .concat("x".repeat(300)),
  );

  const read = readFilters(address);

  expect(read).toEqual({ ...DEFAULTS, q: "x".repeat(100), order: "asc" });
});

test("a changed filter leads back to the first page, a turned page does not lose the filters", () => {
  expect(changed(EVERYTHING, { q: "x" }).cursor).toBeNull();
  expect(changed(EVERYTHING, { cursor: "next" })).toEqual({ ...EVERYTHING, cursor: "next" });
});

test("only filters that can leave rows out make an empty list a list without match", () => {
  expect(narrows(DEFAULTS)).toBe(false);
  expect(narrows({ ...DEFAULTS, status: "all" })).toBe(false);
  expect(narrows({ ...DEFAULTS, status: "stuck" })).toBe(true);
  expect(narrows({ ...DEFAULTS, townships: ["1"] })).toBe(true);
  expect(narrows({ ...DEFAULTS, lights: ["green"] })).toBe(true);
  expect(narrows({ ...DEFAULTS, stalled: "found" })).toBe(true);
  expect(narrows({ ...DEFAULTS, fullView: false })).toBe(true);
});
