import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import "../../testing";
import { Problem } from "../../api/problem";
import { CommandForm } from "./CommandForm";
import { TextField } from "./fields";
import { useCommandForm } from "./useCommandForm";

const EMPTY = { reason: "", document: "" };
const refused = (said: { code: string; field?: string; status?: number }) =>
  new Problem({ title: `不行：${said.code}`, status: 409, ...said });

function Asked({ send, sequence = 7 }: { send: (seen: number) => Promise<unknown>; sequence?: number }) {
  const form = useCommandForm({
    name: "test",
    empty: EMPTY,
    fields: ["reason"],
    check: (draft, found) => found.text("reason", draft.reason, 10),
    sequence,
    send: (_draft, _key, seen) => send(seen),
    onAccepted: () => {},
  });
  return (
    <CommandForm form={form} label="申请" act={{ label: "提交", ask: "提交吗？", says: "" }}>
      <TextField form={form} name="reason" label="理由" most={10} />
    </CommandForm>
  );
}

function shown(send: (seen: number) => Promise<unknown>) {
  localStorage.clear();
  const page = (sequence: number) => (
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <Asked send={send} sequence={sequence} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(7));
  return { user: userEvent.setup(), known: (sequence: number) => rerender(page(sequence)) };
}

async function submit(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getAllByRole("button", { name: /提\s*交/ })[0] as HTMLElement);
  await user.click(screen.getAllByRole("button", { name: /提\s*交/ }).at(-1) as HTMLElement);
}

const field = () => screen.getByRole("textbox", { name: "理由" });

test("what is wrong is said beside the field, and nothing is sent", async () => {
  const send = vi.fn();
  const { user } = shown(send);

  await user.click(screen.getByRole("button", { name: /提\s*交/ }));

  expect(screen.getByRole("alert").textContent).toContain("必填");
  expect(send).not.toHaveBeenCalled();
});

test("a refusal stands beside the field that it names, and what was typed stays", async () => {
  const { user } = shown(() => Promise.reject(refused({ code: "says-too-little", field: "reason" })));
  await user.type(field(), "好");

  await submit(user);

  expect((await screen.findByRole("alert")).textContent).toContain("不行：says-too-little");
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect((field() as HTMLInputElement).value).toBe("好");
});

test("one that names a field that is not shown is told above the form", async () => {
  const { user } = shown(() => Promise.reject(refused({ code: "already-requested", field: "milestone" })));
  await user.type(field(), "好");

  await submit(user);

  expect((await screen.findByRole("alert")).textContent).toContain("不行：already-requested");
  expect(field().getAttribute("aria-invalid")).toBe("false");
});

test("it is sent for the state that its writer saw, until told that this is another", async () => {
  const send = vi.fn(() => Promise.reject(refused({ code: "stale", status: 412 })));
  const { user, known } = shown(send);
  await user.type(field(), "好");
  known(9);

  await submit(user);
  await screen.findByRole("alert");
  await submit(user);

  expect(send.mock.calls).toEqual([[7], [9]]);
});
