"""The language of an answer: Chinese unless the caller prefers English."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """The languages that texts for people exist in."""

    ZH = "zh"
    EN = "en"


class Text(NamedTuple):
    """One sentence in every language."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The sentence in ``language``."""
        return self.en if language is Language.EN else self.zh


def preferred(accept_language: str | None) -> Language:
    """The language that an Accept-Language header asks for; Chinese when it names neither.

    >>> preferred("en-GB,en;q=0.9,zh;q=0.8")
    <Language.EN: 'en'>
    >>> preferred("fr, *;q=0.5")
    <Language.ZH: 'zh'>
    """
    best, weight = Language.ZH, 0.0
    for part in (accept_language or "").split(",")[:20]:
        tag, _, parameter = part.strip().partition(";")
        primary = tag.split("-")[0].strip().lower()
        quality = _quality(parameter)
        if primary in tuple(Language) and quality > weight:
            best, weight = Language(primary), quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
