import { expect, test } from "vitest";
import { formatRate } from "./rate";

test("a rate is a percentage with one digit", () => {
  expect(formatRate(0.554)).toBe("55.4%");
  expect(formatRate(0.929)).toBe("92.9%");
  expect(formatRate(1)).toBe("100.0%");
  expect(formatRate(0)).toBe("0.0%");
});

test("without a denominator there is no rate", () => {
  expect(formatRate(null)).toBe("—");
});
