// node validate.mjs FILE: what the official parser says against the document, as JSON; exit code 1 for errors.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
const said = diagnostics.map(({ severity, code, message, path }) => ({ severity, code, message, path: path.join('/') }));
const read = document ? {
  topics: document.channels().all().map((channel) => channel.address()),
  messages: document.components().messages().all().map((message) => ({ name: message.name(), contentType: message.contentType() })),
} : null;
process.stdout.write(JSON.stringify({ said, read }));
process.exitCode = document ? 0 : 1;
