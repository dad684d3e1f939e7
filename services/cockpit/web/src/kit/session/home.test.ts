import { expect, test } from "vitest";
import { homeOf } from "./home";

test("an enterprise begins on its issues, everyone else on the overview", () => {
  const begins = (kind: "county" | "township" | "department" | "enterprise") =>
    homeOf({ scope: { kind, everywhere: kind === "county", names: [] } });
  expect(begins("enterprise")).toBe("/issues");
  expect((["county", "township", "department"] as const).map(begins)).toEqual(["/", "/", "/"]);
});
