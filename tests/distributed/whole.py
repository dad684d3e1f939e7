"""Is everything there, once? Logs against logs, read models against their rebuild."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import psycopg

from tests.distributed.cluster import Cluster
from tests.distributed.inflow import Inflow
from tests.distributed.load import Load
from zhouqi.events.contracts import OWNERS
from zhouqi.service.service import SERVICES, find

Row: TypeAlias = tuple[object, ...]
_SUM = "sum(hashtextextended({}::text, 0))"
"""A digest that no order matters to: a million rows are compared where they are."""
_HELD = (
    "select type, count(*), "
    + _SUM.format("row(type, stream, sequence, id, schema_version, data::text)")
    + " from log.{} group by type"
)


def rows(cluster: Cluster, service: str, query: str, *values: object) -> Sequence[Row]:
    """The rows of a query in a service's database, as its owner."""
    with psycopg.connect(cluster.dsn(service, owner=True)) as conn:
        return conn.execute(query, values).fetchall()


def missing(cluster: Cluster) -> list[str]:
    """Topics of which a journal does not hold exactly what its owner's store does; none is well."""
    found = []
    written = {service: _held(cluster, service, "event") for service in SERVICES}
    for service in SERVICES:
        received = _held(cluster, service, "journal")
        for topic in find(service).context.subscriptions:
            of_owner = written[OWNERS[topic]].get(topic, (0, None))
            if received.get(topic, (0, None)) != of_owner:
                found.append(f"{service} has {received.get(topic, (0, None))[0]} of {of_owner[0]} {topic}")
    return found


def _held(cluster: Cluster, service: str, log: str) -> dict[str, Row]:
    """Type -> how many events of it a log holds, and their digest."""
    return {str(name): tuple(held) for name, *held in rows(cluster, service, _HELD.format(log))}


def events(cluster: Cluster) -> int:
    """How many events stand in all stores."""
    return sum(int(str(rows(cluster, one, "select count(*) from log.event")[0][0])) for one in SERVICES)


def not_once(cluster: Cluster, load: Load) -> list[str]:
    """Accepted commands whose event is not in its store exactly once, at the place that was answered."""
    found = []
    for service, type_, done in (
        ("lifecycle", "ProjectAssigned", load.assigned),
        ("issues", "IssueRaised", load.raised),
    ):
        wanted = sorted((load.trace(one.number), one.stream, one.sequence) for one in done)
        query = (
            "select substr(traceparent, 4, 32), stream, sequence from log.event"
            " where type = %s and traceparent like %s"
        )
        stored = sorted(rows(cluster, service, query, type_, f"00-{load.mark}%"))
        if stored != wanted:
            found.append(f"{service}: {len(stored)} events of {len(wanted)} commands")
    return found


def absent(cluster: Cluster, inflow: Inflow) -> int:
    """How many of the events that flowed in are not in ingest's store."""
    query = "select count(*) from log.event where id = any(%s)"
    ((there,),) = rows(cluster, "ingest", query, inflow.written)
    return len(inflow.written) - int(str(there))


def unsettled(cluster: Cluster, service: str) -> tuple[int, int]:
    """How many streams are stuck, and how many messages and reactions are parked."""
    folds = [f"{one.fold_view}" for one in find(service).context.read_model.projections]
    marks = " union ".join(
        [
            "select stream from log.stuck",
            *(f"select stream from rm.{one} where stuck is not null" for one in folds),
        ]
    )
    ((stuck,),) = rows(cluster, service, f"select count(*) from ({marks}) as mark")
    ((parked,),) = rows(cluster, service, "select count(*) from log.parked where settled_at is null")
    return int(str(stuck)), int(str(parked))


def other_than_rebuilt(cluster: Cluster, more: Mapping[str, str]) -> list[str]:
    """Tables whose rows are not those of a rebuild by the code that ``more`` names; none is well."""
    found = []
    for service in SERVICES:
        before = _tables(cluster, service)
        cluster.zhouqi("rebuild", service, more=more)
        after = _tables(cluster, service)
        assert before.keys() == after.keys()
        found += [f"{service}.{name}" for name in before if before[name] != after[name]]
    return found


def _tables(cluster: Cluster, service: str) -> dict[str, Row]:
    """Table -> how many rows it has, and their digest."""
    names = rows(cluster, service, "select tablename from pg_tables where schemaname = 'rm' order by 1")
    query = f"select count(*), {_SUM.format('t')} from rm.{{}} as t"
    return {
        str(name): rows(cluster, service, query.format(name))[0] for (name,) in names if name != "generation"
    }
