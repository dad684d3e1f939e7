import { describe, expect, it } from "vitest";
import { inOrder, type Policy, type Verdict } from "./policies";

const policy = (name: string, verdict: Verdict): Policy => ({
  policy: name,
  zh: name,
  en: name,
  verdict,
  amount: null,
  conditions: [],
  missing: [],
});

describe("the order of policies", () => {
  it("puts what can be had first, and what cannot be told before what is not met", () => {
    const policies = [
      policy("a", "unmet"),
      policy("b", "unknown"),
      policy("c", "met"),
      policy("d", "unknown"),
    ];

    expect(inOrder(policies).map(({ policy }) => policy)).toEqual(["c", "b", "d", "a"]);
  });
});
