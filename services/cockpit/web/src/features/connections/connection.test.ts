import { expect, it } from "vitest";
import { stateOf } from "./connection";

it("takes what nobody has said for neither applicable nor not", () => {
  expect(stateOf({ applicable: null, connected: null })).toBe("unknown");
  expect(stateOf({ applicable: false, connected: false })).toBe("idle");
  expect(stateOf({ applicable: true, connected: false })).toBe("missing");
  expect(stateOf({ applicable: true, connected: true })).toBe("connected");
});
