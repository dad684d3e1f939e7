"""A context with read models from both logs, a summary and views over them; and other versions of it.

Every stream's row is checked by ``account_rows``; commands and deliveries go to all streams at once, so that
whoever reads may say at any moment whether it sees half.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from libs.events.tests.sample import DECODER, AccountRows, Added, State, StoreRows

from zhouqi.events import Context, Fact, ReadModel, StreamEvent, Summary, Table, View
from zhouqi.events.fold.projection import TableRow


class OtherRows(AccountRows):
    """What others counted, folded from the journal."""

    name = "other"
    category = "other"
    tables = (
        Table("other", {"total": "bigint not null", "count": "integer not null"}),
        Table("other_number", {"place": "integer", "number": "bigint"}, key=("place",)),
    )

    def rows(self, state: State) -> Mapping[str, Sequence[TableRow]]:
        return {name.replace("account", "other"): some for name, some in super().rows(state).items()}


class SlowRows(OtherRows):
    """The same, taking its time: so that something can happen meanwhile."""

    def evolve(self, state: State, fact: Fact, event: StreamEvent) -> State:
        time.sleep(float(os.environ.get("ZHOUQI_TEST_SLOW", "0.002")))
        return super().evolve(state, fact, event)


class TextRows(StoreRows):
    """A later version: sums are texts."""

    version = 2
    tables = (
        Table("account", {"total": "text not null", "count": "integer not null"}),
        *StoreRows.tables[1:],
    )

    def rows(self, state: State) -> Mapping[str, Sequence[TableRow]]:
        return {
            **super().rows(state),
            "account": [{"total": f"sum {state.total}", "count": len(state.numbers)}],
        }


SUMMARY = Summary(
    name="standing",
    version=1,
    columns={"name": "text", "total": "text", "count": "integer", "stuck": "boolean"},
    key="name",
    key_expression="s.stream",
    keys_of="select unnest(%(streams)s::text[])",
    select=(
        "select s.stream as name, s.total, s.count, s.stuck or exists"
        " (select from log.stuck k where k.stream = s.stream) as stuck"
        " from (select stream, total::text, count, stuck from account"
        " union all select stream, total::text, count, stuck from other) s where {keys}"
    ),
)
VIEWS = (
    View("figures", "select count(*) as streams, sum(count) as events from standing"),
    View("spread", "select min(count) as least, max(count) as most from account"),
)
both = Context(
    name="both",
    origin="libs.events.tests.rebuild.models:both",
    publishes=(Added,),
    subscribes=(Added,),
    read_model=ReadModel((StoreRows(), OtherRows()), (SUMMARY,), VIEWS),
    decoder=DECODER,
)
slow = replace(
    both,
    origin="libs.events.tests.rebuild.models:slow",
    read_model=ReadModel((StoreRows(), SlowRows()), (SUMMARY,), VIEWS),
)
texts = replace(
    both,
    origin="libs.events.tests.rebuild.models:texts",
    read_model=ReadModel((TextRows(), OtherRows()), (SUMMARY,), VIEWS),
)
TABLES = ("account", "account_number", "other", "other_number", "standing", "account_fold", "other_fold")
