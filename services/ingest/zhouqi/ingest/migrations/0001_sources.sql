-- Where the reading of each source stands, and what was delivered but not accepted.

create table app.source_cursor (
  source text not null,
  kind text not null,
  cursor text not null,
  collected_at timestamptz not null,
  primary key (source, kind)
);

-- Raw records that broke a rule, as delivered; kept out of events, where they would be published.
create table app.raw_record (
  digest text primary key,
  source text not null,
  kind text not null,
  stream text collate "C" not null,
  content bytea not null,
  delivered_at timestamptz not null
);
create index on app.raw_record (delivered_at desc, digest);
