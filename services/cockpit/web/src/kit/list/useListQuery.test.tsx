import { act, renderHook } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { useListQuery } from "./useListQuery";

const Router = ({ children }: PropsWithChildren) => (
  <MemoryRouter initialEntries={["/projects"]}>{children}</MemoryRouter>
);

test("a change keeps what was changed before it was shown", () => {
  const { result } = renderHook(() => useListQuery("projects"), { wrapper: Router });
  act(() => {
    const [, change] = result.current;
    change({ q: "水泵" }, true);
    change({ sort: "investment", order: "desc" });
  });
  const [query] = result.current;
  expect(query).toMatchObject({ q: "水泵", sort: "investment", order: "desc" });
});
