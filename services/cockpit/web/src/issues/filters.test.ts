import { expect, test } from "vitest";
import { changed, DEFAULTS, type Filters, issuesLink, narrows, readFilters, writeFilters } from "./filters";

const EVERYTHING: Filters = {
  q: "用电 & 增容",
  progress: "in_progress",
  states: ["assigned", "signed"],
  categories: ["utilities"],
  departments: ["construction", "planning"],
  townships: ["330529001"],
  project: "0190b1d2-0000-7000-8000-000000000001",
  sort: "answer_by",
  order: "asc",
  limit: 100,
  cursor: "abc",
  after: "issue/1@3",
};

test("an address holds all filters and gives them back", () => {
  expect(readFilters(new URLSearchParams(writeFilters(EVERYTHING).toString()))).toEqual(EVERYTHING);
});

test("the plain list has a plain address", () => {
  expect(readFilters(new URLSearchParams())).toEqual(DEFAULTS);
  expect(issuesLink({})).toBe("/issues");
  expect(issuesLink({ progress: "done" })).toBe("/issues?progress=done");
});

test("what an address says that no list can be falls back to the default", () => {
  const address = "progress=lost&state=gone&category=&department=a%20b&project=1%27--&sort=stars&order=asc";

  expect(readFilters(new URLSearchParams(address))).toEqual({ ...DEFAULTS, order: "asc" });
});

test("a changed filter leads back to the first page", () => {
  expect(changed(EVERYTHING, { states: [] }).cursor).toBeNull();
  expect(changed(EVERYTHING, { cursor: "next" }).cursor).toBe("next");
});

test("a filter that is set narrows the list, an order does not", () => {
  expect(narrows(DEFAULTS)).toBe(false);
  expect(narrows({ ...DEFAULTS, sort: "raised_at" })).toBe(false);
  expect(narrows({ ...DEFAULTS, progress: "pushed" })).toBe(true);
  expect(narrows({ ...DEFAULTS, departments: ["tax"] })).toBe(true);
});
