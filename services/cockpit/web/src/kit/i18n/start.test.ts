import i18next from "i18next";
import { expect, test, vi } from "vitest";

test("texts that are asked for before the first ones are loaded come with them", async () => {
  vi.resetModules();
  const { laterTexts, startTexts } = await import(".");
  const later = laterTexts();
  await startTexts({ first: { a: "一" }, later: async () => ({ b: "二" }), en: async () => ({}) });
  await later;

  expect([i18next.t("a" as never), i18next.t("b" as never)]).toEqual(["一", "二"]);
});
