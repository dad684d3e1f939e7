-- How often a collection was tried since one last came to its end, and when it last was: a failure is written
-- as an event once a day and cause, and the tries in between are counted here.

alter table app.open_try
  add column attempts integer not null default 0,
  add column attempted_at timestamptz not null default now(); -- by the wall
