"""Whether what somebody says with an act says anything. Pure.

An answer ends the department's time and, unless its enterprise rates it, the issue: one that says nothing would
be a figure improved by typing. What a text is worth is the enterprise's to say; this only sees that there is one.
"""

from __future__ import annotations

from zhouqi.events import Rejected
from zhouqi.issues.issue.commands import Answer, AnyAct, Decline, Return


def says_too_little(command: AnyAct) -> Rejected | None:
    """Why the words of ``command`` are too few by the rules of its day; None when they are not."""
    rules = command.given.rules
    match command:
        case Answer():
            field, text, least = "answer", command.answer, rules.least_answer
        case Decline() | Return():
            field, text, least = "reason", command.reason, rules.least_reason
        case _:
            return None
    if len({sign for sign in text.casefold() if sign.isalnum()}) >= least:
        return None
    return Rejected("says_too_little", field=field, least=least)
