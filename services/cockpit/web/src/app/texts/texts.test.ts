import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en";
import { zhCN } from "./zhCN";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, above = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") {
      texts.set(above + key, value);
    } else {
      for (const [name, text] of flat(value, `${above}${key}.`)) texts.set(name, text);
    }
  }
  return texts;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) &&
      !/\.test\./.test(entry.name) &&
      !/\.(zhCN|en)\.ts$|\/(zhCN|en)\/kinds\.ts$/.test(path)
      ? [path]
      : [];
  });
}

const chinese = flat(zhCN);
const english = flat(en);
const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

test("both languages say the same things with the same values", () => {
  expect([...english.keys()]).toEqual([...chinese.keys()]);
  for (const [key, text] of chinese) {
    expect(holes(english.get(key) ?? ""), key).toEqual(holes(text));
  }
});

test("English has no Chinese in it, apart from the name of the other language", () => {
  const mixed = [...english].filter(
    ([key, text]) => /\p{Script=Han}/u.test(text) && key !== "tools.language",
  );
  expect(mixed).toEqual([]);
});

test("no text is left over", () => {
  const code = sources(join(import.meta.dirname, "../.."))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const groups = [...code.matchAll(/word\("([\w.]+)"/g)].map(([, group]) => `${group}.`);
  const patterns = [...code.matchAll(/t\(\s*`([^`]+)`/g)].map(
    ([, template]) => new RegExp(`^${template?.replace(/\./g, "\\.").replace(/\$\{[^}]+\}/g, "\\w+")}$`),
  );
  const used = (key: string) =>
    code.includes(`"${key}"`) ||
    groups.some((group) => key.startsWith(group)) ||
    patterns.some((one) => one.test(key));

  expect([...chinese.keys()].filter((key) => !used(key))).toEqual([]);
});
