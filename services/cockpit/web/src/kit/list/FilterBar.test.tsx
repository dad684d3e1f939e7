import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test, vi } from "vitest";
import "../../testing";
import { Chips } from "./Chips";
import { readQuery } from "./codec";
import { FilterBar } from "./FilterBar";
import { LISTS } from "./lists";
import { useChips } from "./useChips";

function Bar({ address }: { address: string }) {
  const query = readQuery("projects", new URLSearchParams(address));
  return (
    <>
      <FilterBar
        list="projects"
        inSight={["status"]}
        searchHint="?"
        query={query}
        onChange={() => {}}
        ordered={false}
      />
      <Chips chips={useChips("projects", query, () => {})} onClear={() => {}} />
    </>
  );
}

function show(address: string) {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <Bar address={address} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

test("every filter that the cockpit declares and that offers a choice can be set", () => {
  show("department=tax&agent=a&township=330529001");
  const labels = screen.getAllByRole("combobox").map((one) => one.getAttribute("aria-label"));

  expect(labels).toEqual(
    expect.arrayContaining(
      LISTS.projects.filters.filter(({ kind }) => kind !== "text").map(({ label }) => label.zh),
    ),
  );
});

test("filters out of sight wait behind a button", () => {
  show("");
  expect(screen.queryByRole("combobox", { name: "指派情况" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: /更多筛选/ }));

  expect(screen.getByRole("combobox", { name: "指派情况" })).toBeTruthy();
});

test("what is set is said in words, and a code that no register knows for itself", () => {
  show("light=red&assigned=false&department=tax&status=stuck");
  const said = screen.getByRole("list", { name: "当前筛选" }).textContent;

  for (const one of ["灯色：红灯", "指派情况：未指派", "牵头部门：tax", "范围：数据卡住"]) {
    expect(said).toContain(one);
  }
});
