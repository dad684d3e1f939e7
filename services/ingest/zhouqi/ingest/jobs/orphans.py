"""Jobs that the queue holds to be at work and that nobody does any more, and how they come back.

A worker may be killed; it may lose the database at the moment when it would say how a job ended; a job may end
while another one waits for the same. Each leaves a job ``doing`` for ever, and its lock in the way of every
later one. Whatever the reason was, such a job is put back into the queue, or dropped when the same waits there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Final

import structlog
from procrastinate import App, JobContext
from procrastinate.worker import Worker

_MINE: Final = "select id from procrastinate_jobs where status = 'doing' and worker_id = %(worker)s"
_PUT_BACK: Final = """
with orphan as (
  select j.id, j.queueing_lock from procrastinate_jobs j
  left join procrastinate_workers w on w.id = j.worker_id
  where j.status = 'doing' and (
    w.id is null
    or w.last_heartbeat < now() - make_interval(secs => %(silent)s)
    or j.id = any(%(lost)s)
    or (select max(e.at) from procrastinate_events e where e.job_id = j.id and e.type = 'started')
      < now() - make_interval(secs => %(longest)s)
  )
  for update of j skip locked
),
dropped as (
  delete from procrastinate_jobs j using orphan o where j.id = o.id and exists (
    select from procrastinate_jobs t where t.status = 'todo' and t.queueing_lock = o.queueing_lock
  ) returning j.id, j.task_name, j.args
),
returned as (
  update procrastinate_jobs j
  set status = 'todo', attempts = j.attempts + 1, scheduled_at = null, worker_id = null, abort_requested = false
  from orphan o where j.id = o.id and not exists (select from dropped d where d.id = j.id)
  returning j.id, j.task_name, j.args
)
select id, task_name, args->>'name' as name, false as again from dropped
union all select id, task_name, args->>'name', true from returned
"""
_logger = structlog.get_logger(__name__)


class HeldJobs:
    """The jobs that this process is doing, beside those that the queue believes it to do.

    It is the worker's middleware. A job that was begun or ended just now may be in only one of the two, so one
    counts as lost when it was missing at two looks, one after the other.
    """

    def __init__(self) -> None:
        self._worker_id: int | None = None
        self._held: set[int] = set()
        self._missing: set[int] = set()

    async def __call__(
        self, call_next: Callable[[], Awaitable[object]], context: JobContext, worker: Worker
    ) -> object:
        """Do the job, knowing of it meanwhile."""
        assert context.job.id is not None
        self._worker_id = worker.worker_id
        self._held.add(context.job.id)
        try:
            return await call_next()
        finally:
            self._held.discard(context.job.id)

    async def lost(self, app: App) -> set[int]:
        """The jobs that the queue believes this process to do, and that it does not."""
        if self._worker_id is None:
            return set()
        rows = await app.connector.execute_query_all_async(_MINE, worker=self._worker_id)
        before, self._missing = self._missing, {int(row["id"]) for row in rows} - self._held
        return before & self._missing


async def requeue_orphans(app: App, lost: Collection[int], silent: float, longest: float) -> int:
    """Put back what nobody does; returns how many jobs that were.

    These are ``lost``, those of workers that have given no sign of life for ``silent`` seconds, and those that
    were begun more than ``longest`` seconds ago.
    """
    rows = await app.connector.execute_query_all_async(
        _PUT_BACK, lost=list(lost), silent=silent, longest=longest
    )
    for row in rows:
        _logger.warning("job.orphaned", task=row["task_name"], kind=row["name"], again=row["again"])
    return len(rows)
