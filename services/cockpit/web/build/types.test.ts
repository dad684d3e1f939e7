import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generated } from "./types.mjs";

test("the types are those of the committed descriptions and schemas (npm run types)", async () => {
  for (const [path, text] of await generated()) {
    expect(readFileSync(path, "utf8") === text, path).toBe(true);
  }
}, 60_000);
