import { expect, test } from "vitest";
import { byTownship } from "./assignment";

test("the agents of the project's township come apart from all others", () => {
  const agents = [
    { account: "a", name: "甲", township: "330529001" },
    { account: "b", name: "乙", township: "330529002" },
    { account: "c", name: "丙", township: null },
    { account: "d", name: "丁", township: "330529002" },
  ];

  const { own, others } = byTownship(agents, "330529002");

  expect(own.map(({ account }) => account)).toEqual(["b", "d"]);
  expect(others.map(({ account }) => account)).toEqual(["a", "c"]);
});
