"""A database for every service and for the exchange, and the two roles that each is entered under."""

from collections.abc import Sequence

import psycopg
from psycopg import sql

PostgresConnection = psycopg.Connection[tuple[object, ...]]

EXCHANGE = "exchange"
"""The exchange database 前置库: the sources fill it under its owner's role, ingest reads it under the other."""


def runtime_role(service: str) -> str:
    """The role a service runs under; it may only insert into and read its logs."""
    return f"zhouqi_{service}"


def owner_role(service: str) -> str:
    """The role that owns a service's database, migrates it and rebuilds its read models."""
    return f"zhouqi_{service}_owner"


def database_name(service: str) -> str:
    """The database of a service."""
    return f"zhouqi_{service}"


def provision(admin: PostgresConnection, services: Sequence[str]) -> None:
    """Make the roles and the database of each service that has none; may be repeated.

    ``admin`` is a superuser's connection in autocommit.
    """
    for service in services:
        make_role(admin, runtime_role(service))
        make_role(admin, owner_role(service))
        make_database(admin, database_name(service), runtime_role(service), owner_role(service))


def make_role(admin: PostgresConnection, role: str) -> None:
    """Make a role that may sign in and nothing more."""
    if not admin.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
        admin.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))


def make_database(
    admin: PostgresConnection, name: str, runtime: str, owner: str, template: str | None = None
) -> None:
    """Make a database that only ``owner`` (everything) and ``runtime`` (connect) may enter.

    A ``template`` of one's own is copied file by file: half the work of writing it to the WAL, where nothing
    waits for the disk.
    """
    if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
        return
    copied = (
        sql.SQL("")
        if template is None
        else sql.SQL("template {} strategy file_copy").format(sql.Identifier(template))
    )
    admin.execute(
        sql.SQL("create database {} owner {} {}").format(sql.Identifier(name), sql.Identifier(owner), copied)
    )
    admin.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
    admin.execute(
        sql.SQL("grant connect, temporary on database {} to {}").format(
            sql.Identifier(name), sql.Identifier(runtime)
        )
    )
