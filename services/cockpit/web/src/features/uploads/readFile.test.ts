import { expect, test } from "vitest";
import { MOST_BYTES } from "./queries";
import { base64, readFile } from "./readFile";

test("every byte of a file is sent, however long it is", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);

  expect(Uint8Array.from(atob(base64(bytes)), (one) => one.charCodeAt(0))).toEqual(bytes);
});

test("a file that is empty or too large is not sent", async () => {
  expect(await readFile(new File([], "空.xlsx"))).toBe("empty");
  expect(await readFile(new File([new Uint8Array(MOST_BYTES + 1)], "大.xlsx"))).toBe("tooLarge");
  expect(await readFile(new File(["a"], "表.csv"))).toEqual({ name: "表.csv", content: "YQ==" });
});
