"""From a domain's refusal to an answer: a rejected command is a problem that says which rule and why."""

from __future__ import annotations

from collections.abc import Mapping

from zhouqi.events.decide import BeforeLast, OtherBody, Rejected
from zhouqi.service.language import Text
from zhouqi.service.problems import CONFLICT, KEY_REUSED, Kind, Problem

BEFORE_LAST = Kind(
    "before-last",
    CONFLICT.status,
    Text("发生时间早于已有的最后一步", "It can't have happened before the last step that is known"),
)


def as_problem(rejection: Rejected, sequence: int, texts: Mapping[str, Text]) -> Problem:
    """The answer to a rejected command whose stream stands at ``sequence``.

    409 with the rule's code, the sentence that ``texts`` has for it, and the values that it names. (A
    stale form is no rule of the domain: ``precondition.demand_match`` answers it.)
    """
    if isinstance(rejection, OtherBody):
        return Problem(KEY_REUSED)
    if isinstance(rejection, BeforeLast):
        return Problem(BEFORE_LAST, extra={"sequence": sequence, "last": rejection.values["last"]})
    values = {name: str(value) for name, value in rejection.values.items()}
    text = texts.get(rejection.code)
    title = CONFLICT.title if text is None else Text(_fill(text.zh, values), _fill(text.en, values))
    kind = Kind(rejection.code.replace("_", "-"), CONFLICT.status, title)
    return Problem(kind, extra={"sequence": sequence, "values": values})


def _fill(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its values; a value that the rejection does not carry stays as its name."""
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
