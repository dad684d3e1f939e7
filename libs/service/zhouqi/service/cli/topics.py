"""``zhouqi topics``: the topics that the catalogue asks for, and those that the bus has."""

from __future__ import annotations

import typer

from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.topics import topics
from zhouqi.events.contracts import OWNERS
from zhouqi.service.cli.exits import Exit
from zhouqi.service.cli.options import DATA, AsJson, Data, run_async, settings
from zhouqi.service.cli.output import console, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Topics on the bus, one per event type.")


@app.command("list")
def list_(as_json: AsJson = False, data: Data = DATA) -> None:
    """Show every topic of the catalogue and whether the bus has it. Exit code 1 when one is amiss.

    zhouqi topics list
    zhouqi topics list --json
    """
    kafka = settings(data).kafka
    existing = run_async(_existing(kafka))
    rows = [
        {
            "topic": topic,
            "owner": owner,
            "partitions": existing.get(topic),
            "state": _state(existing, topic, kafka),
        }
        for topic, owner in OWNERS.items()
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ("topic", "owner", "partitions", "state"), [tuple(row.values()) for row in rows], "no topics"
        )
    if any(row["state"] != "ok" for row in rows):
        raise typer.Exit(Exit.FOUND)


@app.command()
def apply(as_json: AsJson = False, data: Data = DATA) -> None:
    """Make the topics that are missing, with this deployment's partitions; touches no other.

    zhouqi topics apply
    """
    kafka = settings(data).kafka
    made = run_async(_create(kafka))
    if as_json:
        print_json({"made": made})
    else:
        console.print(f"made {', '.join(made)}" if made else "nothing to make", markup=False)


async def _existing(kafka: Kafka) -> dict[str, int]:
    async with topics(kafka) as admin:
        return await admin.existing()


async def _create(kafka: Kafka) -> list[str]:
    async with topics(kafka) as admin:
        return await admin.create(OWNERS)


def _state(existing: dict[str, int], topic: str, kafka: Kafka) -> str:
    if topic not in existing:
        return "missing"
    return "ok" if existing[topic] == kafka.partitions else f"not {kafka.partitions} partitions"
