/**
 * The types that the pages know the server by: of the APIs, from their committed descriptions, and of events, from
 * their committed schemas. `npm run types` writes them; a test says when they are behind.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";

const API = join(import.meta.dirname, "../src/api");
const COCKPIT = join(import.meta.dirname, "../..");
const SCHEMAS = join(import.meta.dirname, "../../../../libs/events/schemas");
const APIS = {
  cockpit: "openapi.json",
  ingest: "openapi-ingest.json",
  issues: "openapi-issues.json",
  lifecycle: "openapi-lifecycle.json",
  warning: "openapi-warning.json",
};

/** Every generated file with what belongs into it. */
export async function generated() {
  const files = new Map();
  for (const [name, description] of Object.entries(APIS)) {
    const document = JSON.parse(readFileSync(join(COCKPIT, description), "utf8"));
    files.set(join(API, `${name}.d.ts`), COMMENT_HEADER + astToString(await openapiTS(document)));
  }
  files.set(join(API, "events.d.ts"), await events());
  return files;
}

/** The data of each type of event, as its newest version has it. */
async function events() {
  const types = readdirSync(SCHEMAS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = types.map(({ name }) => name).sort();
  const schemas = Object.assign({}, ...names.map(schemasOf));
  const document = {
    openapi: "3.1.0",
    info: { title: "events", version: "1" },
    paths: {},
    components: { schemas },
  };
  const data = names.map((name) => `    ${name}: components["schemas"]["${name}"];`);
  const known = ["/** The data of events, by type. */", "export interface EventData {", ...data, "}", ""];
  return `${COMMENT_HEADER}${astToString(await openapiTS(document))}\n${known.join("\n")}`;
}

/** The schema of a type's newest version; what it defines for itself stands beside it, named after the type. */
function schemasOf(type) {
  const versions = readdirSync(join(SCHEMAS, type)).map((file) => Number.parseInt(file, 10));
  const text = readFileSync(join(SCHEMAS, type, `${Math.max(...versions)}.json`), "utf8");
  const { $defs = {}, ...schema } = JSON.parse(
    text.replaceAll('"#/$defs/', `"#/components/schemas/${type}.`),
    (key, value) => (key === "$id" || key === "$schema" ? undefined : value),
  );
  const own = Object.entries($defs).map(([name, one]) => [`${type}.${name}`, one]);
  return { [type]: schema, ...Object.fromEntries(own) };
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of await generated()) {
    writeFileSync(path, text);
  }
}
