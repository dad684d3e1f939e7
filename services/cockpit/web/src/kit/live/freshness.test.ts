import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Following, following } from "./areas";
import { Freshness } from "./freshness";

const READS: Record<string, Following | undefined> = {
  figures: following(["projects", "issues"]),
  projects: following("projects"),
  "project a": following("projects", "a"),
  "project b": following("projects", "b"),
  issues: following("issues"),
  "issue i": following("issues", "i"),
  session: undefined,
};

let queries: QueryClient;

function outdated(): string[] {
  return Object.keys(READS).filter((read) => queries.getQueryState([read])?.isInvalidated);
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  for (const [read, meta] of Object.entries(READS)) {
    new QueryObserver(queries, { queryKey: [read], ...(meta ? { meta } : {}) });
    queries.setQueryData([read], {});
  }
});

afterEach(() => vi.useRealTimers());

test("a change refreshes the reads that follow its area, and of those about one thing the named ones", () => {
  new Freshness(queries).apply({ journal: 1, areas: { projects: ["a"] } });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(["figures", "projects", "project a"]);
});

test("another area leaves them alone", () => {
  new Freshness(queries).apply({ journal: 1, areas: { issues: ["i"], policies: null } });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(["figures", "issues", "issue i"]);
});

test("what is too much to name refreshes all of its area", () => {
  new Freshness(queries).apply({ journal: 1, areas: { projects: null } });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(["figures", "projects", "project a", "project b"]);
});

test("after a loss every read that follows anything is refreshed", () => {
  new Freshness(queries).apply({ journal: 1, areas: null });
  vi.advanceTimersByTime(1_000);

  expect(outdated()).toEqual(Object.keys(READS).filter((read) => read !== "session"));
});

test("a burst is one refresh of all that it names", () => {
  const refresh = vi.spyOn(queries, "invalidateQueries");
  const freshness = new Freshness(queries);

  for (const id of ["b", "x", "a"]) {
    freshness.apply({ journal: 1, areas: { projects: [id] } });
  }
  freshness.apply({ journal: 2, areas: { issues: ["i"] } });
  vi.advanceTimersByTime(1_000);

  expect(refresh).toHaveBeenCalledOnce();
  expect(outdated()).toEqual(Object.keys(READS).filter((read) => read !== "session"));
});
