import { expect, test } from "vitest";
import { changed, listLink, narrows, noFilter, readQuery, selectionOf, writeQuery } from "./codec";
import { LISTS, type ListName, type Query } from "./lists";

const read = <L extends ListName>(list: L, address = "") => readQuery(list, new URLSearchParams(address));

const PROJECTS: Query<"projects"> = {
  q: "铝 & 100%",
  township: ["330529001", "330529100"],
  status: "stuck",
  light: ["red", "unknown"],
  stalled: "open",
  stall: ["no_start", "no_capacity"],
  stall_found: ["no_land"],
  stage: ["registered", "terminated"],
  full_view: false,
  department: ["tax"],
  agent: ["agent-330529001-1"],
  assigned: true,
  sort: "investment",
  order: "asc",
  limit: 20,
  cursor: "abc",
  after: "record/project/approval-1@3",
};
const ISSUES: Query<"issues"> = {
  q: "用电 & 增容",
  progress: "in_progress",
  state: ["assigned", "signed"],
  category: ["utilities"],
  mark: ["signed_late", "entered_late"],
  department: ["construction", "planning"],
  township: ["330529001"],
  project: "0190b1d2-0000-7000-8000-000000000001",
  sort: "answer_by",
  order: "asc",
  limit: 100,
  cursor: "abc",
  after: "issue/1@3",
};

const LATE_ENTRIES: Query<"late-entries"> = {
  q: "断网",
  takeover: true,
  about: ["issue"],
  township: ["330529001"],
  sort: "occurred_at",
  order: "desc",
  limit: 20,
  cursor: "abc",
  after: "issue/1@3",
};
const PROJECT_ACTS: Query<"project-acts"> = {
  q: "供电",
  act: ["extension"],
  granted: false,
  milestone: ["started"],
  township: ["330529001"],
  sort: "asked_at",
  order: "asc",
  limit: 20,
  cursor: "abc",
  after: "project/1@3",
};

test("an address holds all filters of a list and gives them back", () => {
  expect(read("projects", writeQuery("projects", PROJECTS).toString())).toEqual(PROJECTS);
  expect(read("issues", writeQuery("issues", ISSUES).toString())).toEqual(ISSUES);
  expect(read("late-entries", writeQuery("late-entries", LATE_ENTRIES).toString())).toEqual(LATE_ENTRIES);
  expect(read("project-acts", writeQuery("project-acts", PROJECT_ACTS).toString())).toEqual(PROJECT_ACTS);
  const lists = {
    projects: PROJECTS,
    issues: ISSUES,
    "late-entries": LATE_ENTRIES,
    "project-acts": PROJECT_ACTS,
  };
  expect(Object.keys(lists)).toEqual(Object.keys(LISTS));
  for (const [list, query] of Object.entries(lists)) {
    expect(Object.keys(query)).toEqual(
      expect.arrayContaining(LISTS[list as ListName].filters.map(({ name }) => name)),
    );
  }
});

test("the plain list has a plain address", () => {
  const plain = { status: "registered", sort: "updated_at", order: "desc", limit: 50 };
  expect(read("projects")).toEqual(plain);
  expect(writeQuery("projects", read("projects")).toString()).toBe("");
  expect(listLink("projects")).toBe("/projects");
  expect(listLink("issues", { progress: "done" })).toBe("/issues?progress=done");
  expect(listLink("project-acts", { granted: true })).toBe("/late-entries/approvals?granted=true");
});

test("a flag that is always one of both is said where it is the other", () => {
  expect(read("late-entries")).toEqual({ takeover: false, sort: "entered_at", order: "desc", limit: 50 });
  expect(writeQuery("late-entries", read("late-entries")).toString()).toBe("");
  expect(listLink("late-entries", { takeover: true })).toBe("/late-entries?takeover=true");
  expect(changed(read("late-entries", "takeover=true"), noFilter("late-entries")).takeover).toBe(false);
});

test("what an address says that no list can be falls back to the default", () => {
  const address =
    "status=deleted&sort=password&order=up&limit=7&light=blue&stalled=no&stall=x&stage=&full_view=1"
      .concat("&assigned=maybe&township=%3Cscript%3E&q=")
      .concat("x".repeat(300));

  expect(read("projects", address)).toEqual({ ...read("projects"), q: "x".repeat(100), order: "asc" });
  expect(
    read("issues", "progress=lost&state=gone&category=&department=a%20b&project=1%27--&order=asc"),
  ).toEqual({
    ...read("issues"),
    order: "asc",
  });
});

test("choices stand in the order of the list, each once", () => {
  expect(
    read("projects", "light=green&light=red&light=green&department=b&department=a&department=b"),
  ).toMatchObject({
    light: ["red", "green"],
    department: ["b", "a"],
  });
});

test("a changed filter leads back to the first page, a turned page does not lose the filters", () => {
  expect(changed<"projects">(PROJECTS, { q: "x" })).not.toHaveProperty("cursor");
  expect(changed<"projects">(PROJECTS, { cursor: "next" })).toEqual({ ...PROJECTS, cursor: "next" });
  expect(changed<"issues">(ISSUES, { state: [], project: undefined })).not.toHaveProperty("state");
});

test("only filters that can leave rows out make an empty list a list without match", () => {
  const set = (change: Parameters<typeof listLink<"projects">>[1] = {}) =>
    narrows("projects", changed<"projects">(read("projects"), change));
  expect(set()).toBe(false);
  expect(set({ sort: "name" })).toBe(false);
  expect(set({ status: "all" })).toBe(false);
  expect(set({ status: "stuck" })).toBe(true);
  expect(set({ township: ["1"] })).toBe(true);
  expect(set({ full_view: false })).toBe(true);
  expect(narrows("issues", changed<"issues">(read("issues"), { progress: "pushed" }))).toBe(true);
});

test("all filters can be dropped at once, and the order stays", () => {
  expect(changed<"projects">(PROJECTS, noFilter("projects"))).toEqual({
    ...read("projects"),
    sort: "investment",
    order: "asc",
    limit: 20,
    after: PROJECTS.after,
  });
});

test("an export takes what selects and orders, not the place", () => {
  expect(Object.keys(selectionOf(ISSUES))).not.toEqual(expect.arrayContaining(["limit"]));
  expect(selectionOf(ISSUES)).toMatchObject({ q: ISSUES.q, sort: "answer_by" });
});
