-- Collections that were begun and have not come to their end: one row a kind, gone when one does.

create table app.open_try (
  kind text primary key,
  begun_at timestamptz not null default now(), -- by the wall
  failed_at timestamptz -- when a try last failed, by business time
);
