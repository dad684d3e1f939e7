"""Say why something failed, in text that every table takes."""

from __future__ import annotations

_LONGEST = 500


def cause(error: BaseException, where: str = "") -> str:
    """The error's kind, ``where`` it happened, and what it says: one text of at most 500 characters.

    What an error says may hold anything of the data that caused it; NUL and lone surrogates, which
    no text column takes, are replaced.
    """
    said = str(error)
    text = f"{type(error).__name__}{where}{': ' if said else ''}{said}"
    return text.encode("utf-8", "replace").decode().replace("\x00", "�")[:_LONGEST]
