import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import "../../testing";
import { ProjectActItem } from "./ProjectActItem";
import type { ProjectAct } from "./queries";

const EXTENDED: ProjectAct = {
  request: "5c2c7a76-6c0f-5a0e-8d34-3f6b4d5a1c02",
  id: "0c9f5f0e-5f0a-5b5e-9b0e-0d7f5b2a9c11",
  name: "年产三万吨铝型材项目",
  township: "330529100",
  township_name: "汀兰镇",
  act: "extension",
  milestone: "started",
  day: null,
  due: "2027-01-01",
  approved_on: null,
  reason: "主体未供电",
  document: "澄发改〔2026〕5号",
  asked_by: "department-commerce",
  asked_by_name: null,
  asked_at: "2026-10-27T09:30:00+08:00",
  granted: true,
  remark: null,
  decided_by: "leader",
  decided_by_name: "县领导",
  decided_at: "2026-10-30T23:00:00+08:00",
};

function shown(act: ProjectAct): string {
  const { container } = render(
    <MemoryRouter>
      <ProjectActItem act={act} />
    </MemoryRouter>,
  );
  return container.textContent ?? "";
}

test("says what was decided, who asked, who decided, when, why, and by which document", () => {
  const text = shown(EXTENDED);

  for (const part of ["节点延期", "开工", "准许", "department-commerce", "县领导", "10-27", "10-30"]) {
    expect(text).toContain(part);
  }
  for (const part of [EXTENDED.due, EXTENDED.reason, EXTENDED.document]) expect(text).toContain(part);
  expect(screen.getByRole("link", { name: "年产三万吨铝型材项目" }).getAttribute("href")).toBe(
    `/projects/${EXTENDED.id}`,
  );
});

test("says that it was declined and with which words, and nothing that nobody said", () => {
  const text = shown({ ...EXTENDED, granted: false, remark: "理由不足", reason: null });

  expect(text).toContain("不准许");
  expect(text).toContain("理由不足");
  expect(text).not.toContain("理由主体");
});
