// Append and catch up with Emmett; run in a folder of its own that has its packages.
//
// `node emmett_program.mjs CONNECTION SINGLES EVENTS` prints {"append", "catch_up"}, both a second. The library's own
// way: events are appended to a stream, a consumer's projector brings each to a row.
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer, postgreSQLRawSQLProjection } from '@event-driven-io/emmett-postgresql';
import { SQL } from '@event-driven-io/dumbo';

const [connectionString, singles, events] = process.argv.slice(2);
const said = 'x'.repeat(290); // as long as what an event of the mix says
const stated = (record) => ({ type: 'Stated', data: { record, said } });

const store = getPostgreSQLEventStore(connectionString);
await store.schema.migrate();

let begin = performance.now();
for (let number = 0; number < Number(singles); number++) await store.appendToStream('record-single', [stated('single')]);
const append = (Number(singles) * 1000) / (performance.now() - begin);

let written = Number(singles);
for (let number = 0; written < Number(events); number++, written += 2)
  await store.appendToStream(`record-${number}`, [stated(`${number}`), stated(`${number}`)]);

const projection = postgreSQLRawSQLProjection({
  name: 'rows',
  canHandle: ['Stated'],
  init: () => SQL`create table if not exists record_row (id text primary key, said text, events integer)`,
  evolve: ({ data }) =>
    SQL`insert into record_row values (${data.record}, ${data.said}, 1)
        on conflict (id) do update set said = excluded.said, events = record_row.events + 1`,
});
const consumer = postgreSQLEventStoreConsumer({ connectionString, stopWhen: { noMessagesLeft: true } });
consumer.projector({ processorId: 'rows', projection, startFrom: 'BEGINNING' });
begin = performance.now();
await consumer.start();
const catchUp = (written * 1000) / (performance.now() - begin);
await consumer.close();
await store.close();
console.log(JSON.stringify({ append, catch_up: catchUp, events: written }));
process.exit(0);
