import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import "../../testing";
import { LoadForm } from "./LoadForm";
import type { FileOutcome, Loadable } from "./queries";

const asked = vi.hoisted(() => ({ preview: vi.fn(), load: vi.fn() }));

vi.mock("./queries", async (original) => ({ ...(await original<object>()), ...asked }));

/** The kit writes two signs apart. */
const PREVIEW = { name: /预\s?览/ };
const LOAD = { name: /导\s?入/ };
const COLUMNS = [
  { field: "record_id", header: "记录编号" },
  { field: "amount", header: "金额(万元)" },
];
const KINDS: Loadable[] = [{ kind: "payment", columns: COLUMNS }];
const NOTHING: FileOutcome = {
  refused: "no_header",
  said: "金额(万元)",
  headers: ["记录编号", "拨款数（元）"],
  sheet: "",
  header_from: 0,
  header_to: 0,
  columns: COLUMNS.map((one) => ({ ...one, found: null, unit: null })),
  taken: 0,
  unchanged: 0,
  rejected: 0,
  left_out: 0,
  rows: [],
};
const SEEN: FileOutcome = {
  ...NOTHING,
  refused: null,
  said: "",
  headers: [],
  sheet: "兑付",
  header_from: 2,
  header_to: 3,
  columns: [
    { field: "record_id", header: "记录编号", found: "记录编号", unit: null },
    { field: "amount", header: "金额(万元)", found: "拨款数（元）", unit: "元" },
  ],
  taken: 1,
  rejected: 1,
  left_out: 1,
  rows: [
    {
      row: 5,
      cells: { record_id: "DF-2", amount: "一百" },
      verdict: "refused",
      findings: [{ field: "amount", code: "malformed", column: "金额(万元)" }],
    },
  ],
};

beforeEach(() => {
  asked.preview.mockReset();
  asked.load.mockReset();
});

async function choose(content: string) {
  const user = userEvent.setup();
  render(<LoadForm kinds={KINDS} />);
  await user.upload(screen.getByLabelText("文件"), new File([content], "兑付.csv"));
  return user;
}

test("shows what would become of a file, and loads it only when that was asked and confirmed", async () => {
  asked.preview.mockResolvedValue(SEEN);
  asked.load.mockResolvedValue(SEEN);
  const user = await choose("a");
  expect(screen.queryByRole("button", LOAD)).toBeNull();

  await user.click(screen.getByRole("button", PREVIEW));

  const outcome = await screen.findByRole("region", { name: "结果" });
  for (const part of [
    "将采用 1 行",
    "退回 1 行",
    "兑付 第 2–3 行",
    "拨款数（元） → 金额(万元)",
    "DF-2",
    "格式不正确",
  ]) {
    expect(outcome.textContent).toContain(part);
  }
  await user.click(screen.getByRole("button", LOAD));
  expect(asked.load).not.toHaveBeenCalled();
  await user.click((await screen.findAllByRole("button", LOAD)).at(-1) as HTMLElement);

  expect(await screen.findByText("已导入")).toBeTruthy();
  expect(asked.load.mock.calls[0]?.slice(0, 3)).toEqual([
    "payment",
    { name: "兑付.csv", content: "YQ==" },
    {},
  ]);
  expect(screen.queryByRole("button", LOAD)).toBeNull();
});

test("a file whose headers were not found offers them, and is not loaded", async () => {
  asked.preview.mockResolvedValue(NOTHING);
  const user = await choose("a");

  await user.click(screen.getByRole("button", PREVIEW));

  expect(await screen.findByRole("group", { name: "指定各列" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("没有找到约定的表头");
  expect(screen.queryByRole("button", LOAD)).toBeNull();
});

test("an empty file is not sent", async () => {
  await choose("");

  expect(await screen.findByText("文件是空的")).toBeTruthy();
  expect(screen.getByRole("button", PREVIEW).hasAttribute("disabled")).toBe(true);
});
