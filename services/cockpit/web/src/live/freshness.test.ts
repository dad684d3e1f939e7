import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Freshness } from "./freshness";

const LIST = ["projects", "list"];
const OPEN = ["project", "a", "facts"];
const OTHER = ["project", "b", "facts"];

let queries: QueryClient;

function outdated(): string[] {
  return [LIST, OPEN, OTHER]
    .filter((key) => queries.getQueryState(key)?.isInvalidated)
    .map((key) => key.join("/"));
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  for (const key of [LIST, OPEN, OTHER]) {
    queries.setQueryData(key, {});
  }
});

afterEach(() => vi.useRealTimers());

test("a change refreshes the lists and the project that it names", () => {
  new Freshness(queries).apply({ journal: 1, projects: ["a"] });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(["projects/list", "project/a/facts"]);
});

test("a change that names nothing refreshes everything", () => {
  new Freshness(queries).apply({ journal: 1, projects: null });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toHaveLength(3);
});

test("a burst is one refresh", () => {
  const refresh = vi.spyOn(queries, "invalidateQueries");
  const freshness = new Freshness(queries);

  for (let journal = 0; journal < 100; journal++) {
    freshness.apply({ journal, projects: [`p${journal}`] });
  }
  vi.advanceTimersByTime(1_000);

  expect(refresh).toHaveBeenCalledTimes(2);
});
