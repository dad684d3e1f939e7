import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SAMPLES } from "../../../build/antdSamples";

/** What antd exports that has no styles of its own. */
const WITHOUT_STYLES = new Set(["ConfigProvider", "theme"]);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

test("every antd component that a page uses has its styles in the build, and no other has", () => {
  const imported = sources(join(import.meta.dirname, "../..")).flatMap((code) =>
    [...code.matchAll(/import \{([^}]+)\} from "antd";/g)].flatMap(([, names]) => (names ?? "").split(",")),
  );
  const used = new Set(
    imported
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith("type "))
      .map((name) => name.split(" as ")[0] ?? name)
      .filter((name) => !WITHOUT_STYLES.has(name)),
  );

  expect([...used].sort()).toEqual(Object.keys(SAMPLES).sort());
});

test("no icon that a page uses brings a style element, which the content policy forbids", () => {
  const used = new Set(
    sources(join(import.meta.dirname, "../..")).flatMap((code) =>
      [...code.matchAll(/import \{([^}]+)\} from "@ant-design\/icons";/g)].flatMap(([, names]) =>
        (names ?? "").split(",").map((name) => name.trim()),
      ),
    ),
  );
  const styled = [...used].filter((name) => {
    const drawing = join(
      import.meta.dirname,
      `../../../node_modules/@ant-design/icons-svg/es/asn/${name}.js`,
    );
    return name && readFileSync(drawing, "utf8").includes('"style"');
  });

  expect(used.size).toBeGreaterThan(10);
  expect(styled).toEqual([]);
});
