import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Problem } from "../../api/problem";
import { Panel } from "./Panel";

interface Data {
  as_of: string | null;
  stale: boolean;
  text: string;
}

const WAITING = {
  data: undefined,
  error: null as unknown,
  isPending: true,
  isError: false,
  isFetching: true,
  refetch: vi.fn(),
};
const DATA: Data = { as_of: "2026-10-30T09:42:00Z", stale: false, text: "内容" };
const BROKEN = new Problem({ code: "unknown", title: "系统出错", status: 500, trace: "4bf92f35" });

function show(reading: Partial<Omit<typeof WAITING, "data">> & { data?: Data }) {
  const query = { ...WAITING, ...reading };
  render(
    <Panel title="面板" query={query} skeleton={<div>骨架</div>}>
      {(data) => <p>{data.text}</p>}
    </Panel>,
  );
}

test("while the first answer is awaited it shows a skeleton", () => {
  show({});

  expect(screen.getByText("骨架")).toBeTruthy();
  expect(screen.getByRole("region", { name: "面板" }).getAttribute("aria-busy")).toBe("true");
});

test("content says as of when it is, in the county's time", () => {
  show({ data: DATA, isPending: false, isFetching: false });

  expect(screen.getByText("内容")).toBeTruthy();
  expect(screen.getByText("数据截至 2026-10-30 17:42")).toBeTruthy();
  expect(screen.queryByText("数据可能滞后")).toBeNull();
});

test("a read that is behind wears a badge", () => {
  show({ data: { ...DATA, stale: true }, isPending: false, isFetching: false });

  expect(screen.getByText("数据可能滞后")).toBeTruthy();
});

test("a failure names the trace number and can be tried again", async () => {
  const refetch = vi.fn();
  show({ error: BROKEN, isPending: false, isFetching: false, isError: true, refetch });

  expect(screen.getByText("系统出错")).toBeTruthy();
  expect(screen.getByText("追踪号 4bf92f35")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /重\s?试/ }));

  expect(refetch).toHaveBeenCalledOnce();
});

test("a failed refresh keeps what was there", () => {
  show({ data: DATA, error: BROKEN, isPending: false, isFetching: false, isError: true });

  expect(screen.getByText("内容")).toBeTruthy();
  expect(screen.getByText("追踪号 4bf92f35")).toBeTruthy();
});
