import { expect, test } from "vitest";
import { readDraft } from "./draft";

const EMPTY = { title: "", stars: 0 };

test("a kept draft comes back with the fields that the form has", () => {
  localStorage.setItem("d", JSON.stringify({ title: "用电", stars: 4, gone: "x" }));

  expect(readDraft("d", EMPTY)).toEqual({ title: "用电", stars: 4 });
});

test("what cannot be a draft is none", () => {
  localStorage.setItem("d", JSON.stringify({ title: 7, stars: "4" }));
  expect(readDraft("d", EMPTY)).toEqual({});
  localStorage.setItem("d", "{");
  expect(readDraft("d", EMPTY)).toEqual({});
  expect(readDraft("nothing", EMPTY)).toEqual({});
});
