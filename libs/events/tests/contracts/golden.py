"""One full payload of every version of every contract, as it was once written, and its files."""

from __future__ import annotations

from pathlib import Path

from libs.events.tests.contracts.payloads.ingest import INGEST
from libs.events.tests.contracts.payloads.issues import ISSUES
from libs.events.tests.contracts.payloads.lifecycle import LIFECYCLE, WARNING
from libs.events.tests.contracts.payloads.policy import POLICY

from zhouqi.events import Fact

FOLDER = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parents[2] / "schemas"

CURRENT: tuple[Fact, ...] = (*INGEST, *LIFECYCLE, *WARNING, *ISSUES, *POLICY)
"""A fact of every current contract, with every field set."""


def file(fact: Fact) -> Path:
    """Where the payload of the fact's version is kept."""
    return FOLDER / fact.type() / f"{fact.schema_version}.json"
