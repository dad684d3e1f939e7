"""What the services and the simulated sources know of the kinds of record is what ingest declares.

The simulated sources know nothing of the product, by contract: they declare what they deliver on their own side.
"""

from __future__ import annotations

from importlib import import_module

import pytest

from zhouqi.cockpit.kit.kinds import KINDS as SHOWN
from zhouqi.events import Context
from zhouqi.ingest.kinds import BY_NAME, KINDS
from zhouqi.lifecycle.claims.record_claims import CLAIMING_RECORDS
from zhouqi.sources.county.record import Kind

SERVICES = ("cockpit", "ingest", "issues", "lifecycle", "policy", "warning")


def test_the_cockpit_shows_every_kind_in_its_order() -> None:
    assert tuple(kind.name for kind in KINDS) == SHOWN


def test_what_lifecycle_reads_is_the_record_of_that_kind() -> None:
    assert {name: BY_NAME[name].fact for name in CLAIMING_RECORDS} == CLAIMING_RECORDS


@pytest.mark.parametrize("service", SERVICES)
def test_projections_fold_kinds_that_there_are(service: str) -> None:
    context: Context = import_module(f"zhouqi.{service}.context").context
    assert context.read_model is not None
    categories = [projection.category.split("/") for projection in context.read_model.projections]

    assert {one[1] for one in categories if one[0] == "record" and len(one) > 1} <= BY_NAME.keys()


def test_the_simulated_sources_deliver_every_kind() -> None:
    assert {kind.value for kind in Kind} == BY_NAME.keys()
