-- The files that lie in drop folders. A file is known by its content, and by its name only to find it again:
-- names say nothing of what was read before, so what a cursor of names passed over is looked at once more.

create table app.dropped_file (
  kind text not null,
  name bytea not null, -- as on the disk, in whatever encoding
  shown text not null,
  mark text, -- changes when somebody writes to the file; null: look at it again
  digest text not null, -- of its content; empty for one that could not be opened
  cause text, -- why it was not read; null: it was
  said text not null,
  seen_at timestamptz, -- business time
  primary key (kind, name)
);

update app.source_cursor set cursor = null where kind in ('acceptance', 'inputs', 'payment');
