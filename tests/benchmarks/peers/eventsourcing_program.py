# mypy: ignore-errors
"""Append and catch up with pyeventsourcing; run in an environment of its own, which has no Zhouqi.

``python eventsourcing_program.py HOST DATABASE USER SINGLES EVENTS`` prints ``{"append", "catch_up"}``, both a
second. The library's own way: an aggregate's events are saved by its application, a projection runner
brings each to a row with its tracking record in one transaction.
"""

import json
import sys
from time import perf_counter

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

_SAID = "x" * 290  # as long as what an event of the mix says
_OF_ONE = 2


class Record(Aggregate):
    """A record that states something, again and again."""

    @event("Stated")
    def state(self, said):
        """It states ``said``."""
        self.said = said


class View(PostgresTrackingRecorder):
    """A row for each record."""

    def __init__(self, datastore, **more):
        super().__init__(datastore, **more)
        self.sql_create_statements.append(
            SQL("create table if not exists record_row (id uuid primary key, said text, events integer)")
        )

    def put(self, record, said, tracking):
        """Write the row and how far that is, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "insert into record_row values (%s, %s, 1) on conflict (id)"
                " do update set said = excluded.said, events = record_row.events + 1",
                (record, said),
            )


class Rows(Projection[View]):
    """Every event is folded into its record's row."""

    name = "rows"

    def process_event(self, domain_event, tracking):
        """One event."""
        self.view.put(domain_event.originator_id, getattr(domain_event, "said", None), tracking)


def main():
    """Append singly, fill up, catch up."""
    host, database, user, singles, events = sys.argv[1:]
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_HOST": host,
        "POSTGRES_PORT": "5432",
        "POSTGRES_DBNAME": database,
        "POSTGRES_USER": user,
        "POSTGRES_PASSWORD": "none",
    }
    app = Application(env=env)
    record = Record()
    app.save(record)
    begin = perf_counter()
    for _ in range(int(singles)):
        record.state(_SAID)
        app.save(record)
    append = int(singles) / (perf_counter() - begin)
    for _ in range(int(events) // (_OF_ONE * 50)):
        records = [Record() for _ in range(50)]
        for one in records:
            one.state(_SAID)
        app.save(*records)
    head = app.recorder.max_notification_id()
    begin = perf_counter()
    with ProjectionRunner(
        application_class=Application, projection_class=Rows, view_class=View, env=env
    ) as runner:
        runner.wait(head, timeout=600)
        catch_up = head / (perf_counter() - begin)
    print(json.dumps({"append": append, "catch_up": catch_up, "events": head}))


if __name__ == "__main__":
    main()
