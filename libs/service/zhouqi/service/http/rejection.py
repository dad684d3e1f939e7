"""From a domain's refusal to an answer: a rejected command is a problem that says which rule and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zhouqi.events.commands.decide import BeforeLastEvent, BodyMismatch, OutOfRange, Rejected
from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import CONFLICT, INVALID, KEY_REUSED, Problem, ProblemKind

BEFORE_LAST = ProblemKind(
    "before-last",
    CONFLICT.status,
    Text("发生时间早于已有的最后一步", "It can't have happened before the last step that is known"),
)
OUT_OF_BOUNDS = ProblemKind(
    "out-of-bounds",
    INVALID.status,
    Text("有内容超出系统可以保存的范围", "Something in it is beyond what can be kept and read"),
)


class Refusal(NamedTuple):
    """How a rejection is told: its sentence, and the one field of the request that it is about, if there is one."""

    text: Text
    field: str | None = None


def as_problem(rejection: Rejected, sequence: int, refusals: Mapping[str, Refusal]) -> Problem:
    """The answer to a rejected command whose stream stands at ``sequence``.

    409 with the rule's code, the sentence that ``refusals`` has for it, the field that it is about, and the values
    that it names. A rejection whose field depends on the command has it among its values. (A stale form is no rule
    of the domain: ``precondition.demand_match`` answers it.)
    """
    if isinstance(rejection, BodyMismatch):
        return Problem(KEY_REUSED)
    if isinstance(rejection, BeforeLastEvent):
        return Problem(BEFORE_LAST, extra={"sequence": sequence, "last": rejection.values["last"]})
    if isinstance(rejection, OutOfRange):
        return Problem(OUT_OF_BOUNDS, extra={"sequence": sequence, "part": rejection.values["part"]})
    values = {name: str(value) for name, value in rejection.values.items()}
    text, field = refusals.get(rejection.code, Refusal(CONFLICT.title))
    about = values.pop("field", field)
    kind = ProblemKind(
        rejection.code.replace("_", "-"), CONFLICT.status, Text(*(_fill(one, values) for one in text))
    )
    named = {} if about is None else {"field": about}
    return Problem(kind, extra={"sequence": sequence, "values": values, **named})


def _fill(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its values; a value that the rejection does not carry stays as its name."""
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
