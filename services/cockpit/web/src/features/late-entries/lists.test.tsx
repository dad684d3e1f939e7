import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../../testing";
import { ApprovalsPage } from "./ApprovalsPage";
import { LatePage } from "./LatePage";

const PLACE = { as_of: null, first: 1, next: null, previous: null };
const COUNTS = { granted: 3, declined: 1, waiting: 2 };
const ENTRY = {
  stream: "issue/1",
  sequence: 1,
  about: "issue",
  id: "0c9f5f0e-5f0a-5b5e-9b0e-0d7f5b2a9c11",
  name: "用地指标",
  township: null,
  township_name: null,
  what: "IssueAccepted",
  account: "takeover",
  account_name: null,
  actor: null,
  actor_name: null,
  occurred_at: "2026-10-27T09:30:00+08:00",
  entered_at: "2026-10-30T23:00:00+08:00",
  reason: "系统上线前已办理",
  document: "移交〔2026〕1号",
  takeover: true,
};

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    asked.push(`${pathname.split("/").at(-1)}${search}`);
    const answers: Record<string, unknown> = {
      "/api/cockpit/late-entries": { ...PLACE, total: 1, items: [ENTRY], entered_late: 0, taken_over: 1 },
      "/api/cockpit/project-acts": { ...PLACE, ...COUNTS, total: 0, items: [] },
    };
    return Response.json(answers[pathname] ?? []);
  });
});
afterEach(() => vi.unstubAllGlobals());

function shown(address: string) {
  const router = createMemoryRouter(
    [
      { path: "/late-entries", Component: LatePage },
      { path: "/late-entries/approvals", Component: ApprovalsPage },
    ],
    { initialEntries: [address] },
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { router, user: userEvent.setup() };
}

test("what was taken over is one of the choices of the list of late entries", async () => {
  shown("/late-entries?takeover=true");

  const list = within(await screen.findByRole("region", { name: "补录" })).findByRole("list", {
    name: "补录",
  });
  expect(within(await list).getAllByRole("listitem")).toHaveLength(1);
  expect(asked).toContain("late-entries?takeover=true&sort=entered_at&order=desc&limit=50");
});

test("the way leads to what was decided, with how many of each", async () => {
  const { router, user } = shown("/late-entries");

  await user.click(screen.getByRole("link", { name: "延期、终止与撤回" }));

  const decided = within(await screen.findByRole("region", { name: "延期、终止与撤回" }));
  expect(await decided.findByText(/准许 3 · 不准许 1 · 待审批 2/)).toBeTruthy();
  expect(router.state.location.pathname).toBe("/late-entries/approvals");
  expect(screen.getByRole("link", { name: "延期、终止与撤回" }).getAttribute("aria-current")).toBe("page");
  expect(screen.getByRole("link", { name: "补录" }).getAttribute("aria-current")).toBeNull();
});
