import { expect, test } from "vitest";
import { changed, DEFAULTS, type Filters, listLink, narrows, readFilters, writeFilters } from "./filters";

const EVERYTHING: Filters = {
  q: "铝 & 100%",
  townships: ["330529001", "330529100"],
  status: "stuck",
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
    "status=deleted&sort=password&order=up&limit=7&q=".concat("x".repeat(300)),
  );

  const read = readFilters(address);

  expect(read.status).toBe("registered");
  expect(read.sort).toBe("updated_at");
  expect(read.limit).toBe(50);
  expect(read.q).toHaveLength(100);
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
});
