-- A run is open from its first page until the source's last; what it has read by then stands here, so that
-- a run that is interrupted, or waits for its source, goes on where it was.

alter table app.source_cursor
  alter column cursor drop not null,
  alter column collected_at drop not null,
  add column complete_to timestamptz, -- the source's own word at the last run that came to its end
  add column run integer not null default 1,
  add column read integer not null default 0,
  add column accepted integer not null default 0,
  add column unchanged integer not null default 0,
  add column rejected integer not null default 0;
