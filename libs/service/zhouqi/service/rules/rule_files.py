"""Files of rules: TOML, checked by a pydantic model. What is wrong is said with the file and the place in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from zhouqi.service.settings import SettingsError

M = TypeVar("M", bound=BaseModel)


class RulesError(SettingsError):
    """A file of rules cannot be used; the text says where and why."""


def read_texts(source: Traversable | Path) -> dict[str, str]:
    """The text of a file, or of all files ``*.toml`` of a folder, by the file's name. Raises RulesError."""
    try:
        found = sorted(source.iterdir(), key=lambda one: one.name) if source.is_dir() else [source]
        return {
            str(one): one.read_text("utf-8") for one in found if one is source or one.name.endswith(".toml")
        }
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{source}: cannot be read ({type(error).__name__})") from None


def tables(file: str, text: str, several: str | None = None) -> Sequence[Mapping[str, object]]:
    """The one table that ``text`` is, or those that it says as ``[[several]]``, alone. Raises RulesError."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{file}: {error}") from None
    if several is None or several not in whole:
        return [whole]
    found = whole.pop(several)
    if whole or not isinstance(found, list):
        raise RulesError(f"{file}: beside [[{several}]] nothing else may stand")
    return found


def validated(file: str, table: Mapping[str, object], model: type[M]) -> M:
    """What ``table`` says, as ``model``. Raises RulesError with the first place that is wrong."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RulesError(f"{file}: {place}: {first['msg']}" if place else f"{file}: {first['msg']}") from None
