import { expect, test } from "vitest";
import { homeOf } from "./home";

test("an enterprise begins on its issues, everyone else on the overview", () => {
  expect(homeOf({ roles: ["enterprise"] })).toBe("/issues");
  expect(homeOf({ roles: ["agent"] })).toBe("/");
  expect(homeOf({ roles: ["leader", "enterprise"] })).toBe("/");
  expect(homeOf({ roles: [] })).toBe("/");
});
