import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterEach, beforeEach, expect, test } from "vitest";
import rooms from "../.dependency-cruiser.mjs";

let house: string;

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), "rooms-"));
});

afterEach(() => rmSync(house, { recursive: true }));

/** The rules that a house breaks whose files import what they are said to. */
async function broken(imports: Record<string, string | null>): Promise<string[]> {
  for (const [file, imported] of Object.entries(imports)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `${imported ? `import "${imported}";\n` : ""}export const one = 1;\n`);
  }
  const { tsConfig: _, ...options } = rooms.options ?? {};
  const ruleSet = { forbidden: rooms.forbidden ?? [] };
  const { output } = await cruise(["src"], { ...options, baseDir: house, validate: true, ruleSet });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

test("a house in order breaks no rule", async () => {
  const order = {
    "src/app/a.ts": "../features/one/a",
    "src/features/one/a.ts": "../../kit/a",
    "src/kit/a.ts": "../api/a",
    "src/api/a.ts": null,
  };
  expect(await broken(order)).toEqual([]);
});

test.each([
  ["no-feature-imports-another", "src/features/one/a.ts", "../two/a", "src/features/two/a.ts"],
  ["features-do-not-know-the-app", "src/features/one/a.ts", "../../app/a", "src/app/a.ts"],
  ["the-kit-knows-no-capability", "src/kit/a.ts", "../features/one/a", "src/features/one/a.ts"],
  ["the-api-knows-no-page", "src/api/a.ts", "../kit/a", "src/kit/a.ts"],
])("%s is refused", async (rule, file, imported, other) => {
  expect(await broken({ [file]: imported, [other]: null })).toEqual([rule]);
});

test("circles and what nothing imports are refused", async () => {
  expect(await broken({ "src/kit/a.ts": "./b", "src/kit/b.ts": "./a", "src/kit/c.ts": null })).toEqual(
    expect.arrayContaining(["no-circles", "nothing-unused"]),
  );
});
