import { expect, test } from "vitest";
import { formatCount, formatDecimal, formatYi } from "./decimal";

test.each([
  ["12000.5000", "12,000.5"],
  ["12000", "12,000"],
  ["0", "0"],
  ["-1234567.89", "-1,234,567.89"],
  ["123456789012345678.9999", "123,456,789,012,345,678.9999"],
  ["999", "999"],
  ["abc", "abc"],
])("the decimal %s reads %s", (value, text) => {
  expect(formatDecimal(value)).toBe(text);
});

test.each([
  ["74352800", "7,435.28"],
  ["1234567", "123.46"],
  ["49", "0.00"],
  ["50", "0.01"],
  ["50.5", "0.01"],
  ["0", "0.00"],
  ["12345678901234567.8", "1,234,567,890,123.46"],
])("%s 万元 are %s 亿元", (wan, yi) => {
  expect(formatYi(wan)).toBe(yi);
});

test("counts have thousands", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
});
