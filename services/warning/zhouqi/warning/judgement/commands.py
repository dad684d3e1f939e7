"""The command that judges a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.rules import Rules


@dataclass(frozen=True, slots=True)
class JudgeProject:
    """Judge a project by all that is known of it, as of the close of ``day``.

    A project whose registration is ``withdrawn`` is not judged: what was found of it is retracted. ``rules`` are
    all editions: each day is judged by its own, and each fact names the one that it rests on.
    """

    project_id: UUID
    facts: Facts
    withdrawn: bool
    rules: RuleBook[Rules]
    day: date
