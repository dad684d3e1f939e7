"""Is everything there, once? Logs against logs, read models against their rebuild."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import psycopg

from tests.distributed.cluster import Cluster
from tests.distributed.load import Load
from zhouqi.events.contracts import OWNERS
from zhouqi.service.service import SERVICES, find

Row: TypeAlias = tuple[object, ...]
_PLACES = (
    "select type, stream, sequence, id, schema_version, md5(data::text) from log.{} where type = any(%s)"
)


def rows(cluster: Cluster, service: str, query: str, *values: object) -> Sequence[Row]:
    """The rows of a query in a service's database, as its owner."""
    with psycopg.connect(cluster.dsn(service, owner=True)) as conn:
        return conn.execute(query, values).fetchall()


def missing(cluster: Cluster) -> list[str]:
    """What a journal lacks of the stores, or holds beyond them; none is well."""
    found = []
    stores = {
        service: {
            str(row[0]): set[Row]() for row in rows(cluster, service, "select distinct type from log.event")
        }
        for service in SERVICES
    }
    for service, by_type in stores.items():
        for row in rows(cluster, service, _PLACES.format("event"), list(by_type)):
            by_type[str(row[0])].add(row)
    for service in SERVICES:
        for topic in find(service).context.subscriptions:
            written = stores[OWNERS[topic]].get(topic, set())
            received = rows(cluster, service, _PLACES.format("journal"), [topic])
            if set(received) != written or len(received) != len(written):
                found.append(f"{service} has {len(received)} of {len(written)} {topic}")
    return found


def not_once(cluster: Cluster, load: Load) -> list[str]:
    """Accepted commands whose event is not in its store exactly once, at the place that was answered."""
    found = []
    for service, field, done in (
        ("lifecycle", "department", load.assigned),
        ("issues", "title", load.raised),
    ):
        wanted = sorted((f"{load.mark}-{one.number}", one.stream, one.sequence) for one in done)
        query = f"select data->>'{field}', stream, sequence from log.event where data->>'{field}' like %s"
        stored = sorted(rows(cluster, service, query, f"{load.mark}-%"))
        if stored != wanted:
            found.append(f"{service}: {len(stored)} events of {len(wanted)} commands")
    return found


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
    query = "select count(*), md5(string_agg(t::text, '' order by t::text collate \"C\")) from rm.{} as t"
    return {
        str(name): rows(cluster, service, query.format(name))[0] for (name,) in names if name != "generation"
    }
