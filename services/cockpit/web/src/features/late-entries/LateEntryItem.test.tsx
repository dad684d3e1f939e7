import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import "../../testing";
import { LateEntryItem } from "./LateEntryItem";
import type { LateEntry } from "./queries";

const TAKEN: LateEntry = {
  stream: "issue/0c9f5f0e-5f0a-5b5e-9b0e-0d7f5b2a9c11",
  sequence: 1,
  about: "issue",
  id: "0c9f5f0e-5f0a-5b5e-9b0e-0d7f5b2a9c11",
  name: "用地指标",
  township: "330529100",
  township_name: "汀兰镇",
  what: "IssueAccepted",
  account: "takeover",
  account_name: "历史移交专班",
  actor: "dispatcher",
  actor_name: null,
  occurred_at: "2026-10-27T09:30:00+08:00",
  entered_at: "2026-10-30T23:00:00+08:00",
  reason: "系统上线前已办理",
  document: "移交〔2026〕1号",
  takeover: true,
};

function shown(entry: LateEntry): string {
  const { container } = render(
    <MemoryRouter>
      <ul>
        <LateEntryItem entry={entry} />
      </ul>
    </MemoryRouter>,
  );
  return container.textContent ?? "";
}

test("says what was entered, by whom and for whom, when, why, and by which document", () => {
  const text = shown(TAKEN);

  for (const part of ["受理", "历史移交专班", "dispatcher", "10-27", "10-30", TAKEN.reason, TAKEN.document]) {
    expect(text).toContain(part);
  }
  expect(screen.getByRole("link", { name: "用地指标" }).getAttribute("href")).toBe(`/issues/${TAKEN.id}`);
});

test("calls the takeover by its role, since no register names its account", () => {
  const text = shown({ ...TAKEN, account_name: null });

  expect(text).toContain("录入人历史移交");
  expect(text).not.toContain("takeover");
});

test("names one account where it entered its own act", () => {
  expect(
    shown({ ...TAKEN, account: "dispatcher", account_name: null, takeover: false }).match(/dispatcher/g),
  ).toHaveLength(1);
});
