"""The conditions by which issues are chosen and counted, each said once: what is counted is what the list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from psycopg import sql

from zhouqi.cockpit.issues.schemas import HandlingStage, IssueState, Mark
from zhouqi.service.storage.predicate import Predicate

PROGRESS: Final[Mapping[HandlingStage, Predicate]] = {
    HandlingStage.PUSHED: Predicate(sql.SQL("pushed")),
    HandlingStage.DONE: Predicate(sql.SQL("(pushed and state = 'closed')")),
    HandlingStage.IN_PROGRESS: Predicate(sql.SQL("(pushed and state <> 'closed')")),
}
STATE: Final[Mapping[IssueState, Predicate]] = {
    state: Predicate(sql.SQL("state = {}").format(sql.Literal(state.value))) for state in IssueState
}
MARK: Final[Mapping[Mark, Predicate]] = {
    mark: Predicate(sql.SQL("marks @> array[{}]").format(sql.Literal(mark.value))) for mark in Mark
}
