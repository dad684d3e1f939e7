"""The tables of the exchange database 前置库: what they hold, and how they come to be."""

from dataclasses import dataclass

from psycopg import sql

from zhouqi.sources.deliveries import Kind

__all__ = ["CREATE", "TABLES", "Table", "grants"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that one system fills with one kind of record: the system's name, and the columns after `updated_at`.

    A row's `seq` is its place in the order in which rows are put out: 1, 2, 3 and so on.
    """

    kind: Kind
    system: str
    columns: tuple[str, ...]

    @property
    def name(self) -> sql.Identifier:
        """Answer the table's name with its schema."""
        return sql.Identifier("exchange", self.kind)

    @property
    def create(self) -> sql.Composed:
        """Answer the statement that makes it where it is missing."""
        texts = sql.SQL(", ").join(
            sql.SQL("{} text").format(sql.Identifier(column))
            for column in ("record_id", "updated_at", *self.columns)
        )
        return sql.SQL(
            "create table if not exists {} (seq bigint primary key, {}, withdrawn boolean)"
        ).format(self.name, texts)

    @property
    def copy(self) -> sql.Composed:
        """Answer the statement that takes rows of `seq`, `record_id`, `updated_at`, the columns, `withdrawn`."""
        names = ("seq", "record_id", "updated_at", *self.columns, "withdrawn")
        columns = sql.SQL(", ").join(sql.Identifier(name) for name in names)
        return sql.SQL("copy {} ({}) from stdin").format(self.name, columns)


TABLES = (
    Table(Kind.ATTENDANCE, "realname", ("site_code", "permit_number", "day", "workers", "manager_present")),
    Table(Kind.SITE, "smartsite", ("site_code", "permit_number", "started_on", "cameras", "pictured_on")),
)

CREATE: tuple[sql.SQL | sql.Composed, ...] = (
    sql.SQL("create schema if not exists exchange"),
    *(table.create for table in TABLES),
    sql.SQL("create table if not exists exchange.delivered (system text primary key, up_to timestamptz)"),
    sql.SQL("create table if not exists exchange.origin (county text primary key)"),
)
"""Makes schema and tables where they are missing. `origin` names the one county that they hold."""


def grants(reader: str) -> tuple[sql.Composed, ...]:
    """Answer the statements that let a role read what is delivered, and nothing else."""
    role = sql.Identifier(reader)
    names = sql.SQL(", ").join([*(table.name for table in TABLES), sql.Identifier("exchange", "delivered")])
    return (
        sql.SQL("grant usage on schema exchange to {}").format(role),
        sql.SQL("grant select on {} to {}").format(names, role),
    )
