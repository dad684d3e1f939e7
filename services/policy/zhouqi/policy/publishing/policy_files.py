"""The county's policies: a file each in ``policies/``, checked before anything is published."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Self

from pydantic import model_validator

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy.catalogue.compiled_policy import WrongExpression, compile_policy
from zhouqi.service.privacy import find_personal
from zhouqi.service.rules.rule_files import RulesError, read_texts, tables, validated
from zhouqi.service.text import normalise


class PolicyFile(PolicyPublished):
    """A policy as its file says it: what will be published, its expressions such as can be computed."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        codes = [condition.code for condition in self.conditions]
        if len(set(codes)) != len(codes):
            raise ValueError("two conditions have one code")
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("it ends before it begins")
        texts = [self.zh, self.en, *(text for one in self.conditions for text in (one.zh, one.en))]
        if any(normalise(text) != text or find_personal(text) is not None for text in texts):
            raise ValueError("a text holds signs that cannot be seen, or names or reaches a person")
        if self.effective < self.begins:
            raise ValueError("an edition is effective before the policy begins")
        try:
            compile_policy(self)
        except WrongExpression as error:
            raise ValueError(str(error)) from None
        return self

    def published(self) -> PolicyPublished:
        """The fact of its publication."""
        return PolicyPublished.model_validate(self.model_dump())


def parse_policy(text: str, name: str = "policy.toml") -> PolicyPublished:
    """The policy that ``text`` (TOML) says; an edition that names no day is effective from the first on.

    Raises RulesError.
    """
    [table] = tables(name, text)
    return validated(name, {"effective": table.get("begins"), **table}, PolicyFile).published()


def load_policies(folder: Traversable | Path | None = None) -> tuple[PolicyPublished, ...]:
    """All policies of ``folder``, or those of this release, by their id. Raises RulesError."""
    place = files("zhouqi.policy.publishing") / "policies" if folder is None else folder
    found = [parse_policy(text, name) for name, text in read_texts(place).items()]
    ids = [one.policy for one in found]
    if len(set(ids)) != len(ids):
        raise RulesError("two files have one policy")
    return tuple(sorted(found, key=lambda one: one.policy))
