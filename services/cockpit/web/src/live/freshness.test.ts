import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Freshness } from "./freshness";

const READS = [
  "overview/headline",
  "projects/list",
  "project/a",
  "project/b",
  "issues/list",
  "issue/i",
  "issue/j",
];

let queries: QueryClient;

function outdated(): string[] {
  return READS.filter((read) => queries.getQueryState(read.split("/"))?.isInvalidated);
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  for (const read of READS) {
    queries.setQueryData(read.split("/"), {});
  }
});

afterEach(() => vi.useRealTimers());

test("a project's change refreshes the overview, the lists of projects, and the project that it names", () => {
  new Freshness(queries).apply({ journal: 1, projects: ["a"], issues: [] });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(["overview/headline", "projects/list", "project/a"]);
});

test("an issue's change refreshes the issues, the one that it names, and every open project", () => {
  new Freshness(queries).apply({ journal: 1, projects: [], issues: ["i"] });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(READS.filter((read) => read !== "issue/j"));
});

test("a change that names nothing refreshes everything", () => {
  new Freshness(queries).apply({ journal: 1, projects: null, issues: null });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(READS);
});

test("a burst is one refresh", () => {
  const refresh = vi.spyOn(queries, "invalidateQueries");
  const freshness = new Freshness(queries);

  for (let journal = 0; journal < 100; journal++) {
    freshness.apply({ journal, projects: [`p${journal}`], issues: [] });
  }
  vi.advanceTimersByTime(1_000);

  expect(refresh).toHaveBeenCalledTimes(3);
});
