-- What a wire has to know beside its cursor, and until when a source asked to be left alone.

alter table app.source_cursor add column memory text;

-- By the wall clock: the source means its own time and ours, not the county's business time.
create table app.source_pause (
  source text primary key,
  not_before timestamptz not null
);

-- A refused delivery that was judged anew and taken later: its refusal stays on record, and is settled.
alter table app.raw_record add column taken_at timestamptz;
