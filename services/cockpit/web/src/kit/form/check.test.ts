import i18next from "i18next";
import { expect, test } from "vitest";
import { Check } from "./check";

const check = () => new Check(i18next.t);

test("a text is needed and has an end, whatever blanks surround it", () => {
  expect(check().text("title", "  ", 5).errors.get("title")).toBe("必填");
  expect(check().text("title", " 一二三四五 ", 5).errors.size).toBe(0);
  expect(check().text("title", "一二三四五六", 5).errors.get("title")).toBe("最多 5 个字，多了 1 个");
  expect(check().text("title", "👍👍👍👍👍", 5).errors.size).toBe(0);
});

test("a day is needed, and neither in the future nor before what it follows", () => {
  expect(check().day("on", "").errors.get("on")).toBe("请选择日期");
  expect(check().day("on", "2026-11-02", { latest: "2026-11-01" }).errors.get("on")).toBe(
    "不能晚于 2026-11-01",
  );
  expect(check().day("due", "2026-11-01", { than: "2026-11-01" }).errors.get("due")).toBe(
    "应晚于 2026-11-01",
  );
  expect(check().day("on", "2026-11-01", { latest: "2026-11-01" }).errors.size).toBe(0);
});

test("something has to be chosen", () => {
  expect(check().chosen("category", null).errors.get("category")).toBe("请选择");
  expect(check().chosen("stars", 0).errors.get("stars")).toBe("请选择");
  expect(check().chosen("category", "land").errors.size).toBe(0);
});
