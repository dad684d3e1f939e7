import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { type Column, DataTable } from "./DataTable";

interface Row {
  id: string;
  size: number;
}

const COLUMNS: Column<Row, "id" | "size">[] = [
  { key: "id", title: "名称", sort: "id", render: (row) => row.id },
  { key: "size", title: "大小", sort: "size", align: "end", render: (row) => row.size },
  { key: "note", title: "备注", render: () => "—" },
];
const GRAVEST_FIRST: Column<Row, "id" | "size">[] = COLUMNS.map((one) =>
  one.key === "size" ? { ...one, first: "desc" } : one,
);

function show(onSort = vi.fn(), columns = COLUMNS) {
  render(
    <DataTable
      label="表"
      columns={columns}
      rows={[{ id: "a", size: 1 }]}
      keyOf={(row) => row.id}
      changed={new Set(["a"])}
      density="compact"
      busy={false}
      minWidth={400}
      sorting={{ sort: "id", order: "asc", onSort }}
    />,
  );
  return onSort;
}

test("the ordered column says so, and only columns that can be ordered by have a button", () => {
  show();

  const heads = screen.getAllByRole("columnheader");
  expect(heads.map((head) => head.getAttribute("aria-sort"))).toEqual(["ascending", "none", null]);
  expect(screen.getAllByRole("button")).toHaveLength(2);
});

test("pressing the ordered column turns the order, another one begins ascending", async () => {
  const onSort = show();

  await userEvent.click(screen.getByRole("button", { name: /名称/ }));
  await userEvent.click(screen.getByRole("button", { name: /大小/ }));

  expect(onSort.mock.calls).toEqual([
    ["id", "desc"],
    ["size", "asc"],
  ]);
});

test("a column may begin with what is grave", async () => {
  const onSort = show(vi.fn(), GRAVEST_FIRST);

  await userEvent.click(screen.getByRole("button", { name: /大小/ }));

  expect(onSort.mock.calls).toEqual([["size", "desc"]]);
});

test("a row that has just changed is pointed out", () => {
  show();

  expect(screen.getByRole("row", { name: /a 1/ }).getAttribute("data-changed")).toBe("true");
});
