"""The county's policies: a file each in ``policies/``, checked before anything is published."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Self

from pydantic import ValidationError, model_validator

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy import expressions
from zhouqi.policy.profile import COLUMNS


class CatalogueError(Exception):
    """A policy's file cannot be used; the text says which, where and why."""


class Policy(PolicyPublished):
    """A policy as its file says it: what will be published, within the bounds of its expressions."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        codes = [condition.code for condition in self.conditions]
        if len(set(codes)) != len(codes):
            raise ValueError("two conditions have one code")
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("it ends before it begins")
        for place, expression in (
            *((condition.code, condition.expression) for condition in self.conditions),
            ("amount", self.amount),
        ):
            try:
                expressions.check(expression, COLUMNS)
            except expressions.NotAllowed as error:
                raise ValueError(f"{place}: {error} is not allowed") from None
        return self

    def published(self) -> PolicyPublished:
        """The fact of its publication."""
        return PolicyPublished.model_validate(self.model_dump())


def read(text: str, name: str = "policy.toml") -> PolicyPublished:
    """The policy that ``text`` (TOML) says. Raises CatalogueError."""
    try:
        return Policy.model_validate(tomllib.loads(text)).published()
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name}: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{name}: {place}: {first['msg']}") from None


def load(folder: Traversable | Path | None = None) -> tuple[PolicyPublished, ...]:
    """All policies of ``folder``, or those of this release, by their id. Raises CatalogueError."""
    place = files("zhouqi.policy") / "policies" if folder is None else folder
    found = [
        read(file.read_text(encoding="utf-8"), file.name)
        for file in place.iterdir()
        if file.name.endswith(".toml")
    ]
    ids = [one.policy for one in found]
    if len(set(ids)) != len(ids):
        raise CatalogueError("two files have one policy")
    return tuple(sorted(found, key=lambda one: one.policy))
