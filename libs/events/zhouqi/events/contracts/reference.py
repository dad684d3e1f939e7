"""The table of topics in the documents: what each says, when, in which stream, with which fields.

``python -m zhouqi.events.contracts.reference docs/integration.md`` writes it between that file's two marks.
"""

from __future__ import annotations

import re
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Final

from zhouqi.events.contracts.catalogue import PUBLISHED, WRITTEN
from zhouqi.events.contracts.fact import Fact

BEGIN: Final = "<!-- topics: made by python -m zhouqi.events.contracts.reference docs/integration.md -->"
END: Final = "<!-- end of topics -->"
_STREAM: Final = re.compile(r"[Ss]treams? ``([^`]+)``")
_ROLE: Final = re.compile(r":class:`[~.\w]*?(\w+)`|``([^`]+)``")


_UNSAID: Final = {"CollectionFailed": "collection/<run>"}
"""A published contract's words stand; these leave the stream out."""


class NoPlace(Exception):
    """The file has not got the two marks between which the table stands."""


def table() -> str:
    """A table for each service that publishes; a field with ``?`` may be absent."""
    return "\n".join(_section(service, facts) for service, facts in PUBLISHED.items())


def placed(text: str) -> str:
    """``text`` with the table between its marks. Raises NoPlace."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoPlace(f"no place for the table: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{table()}{END}{after}"


def _section(service: str, facts: tuple[type[Fact], ...]) -> str:
    rows = "".join(_row(fact) for fact in facts)
    return f"### {service}\n| topic | version | when | key (stream) | `data` |\n|---|---|---|---|---|\n{rows}"


def _row(fact: type[Fact]) -> str:
    fields = (
        f"`{name}`" if field.is_required() else f"`{name}`?" for name, field in fact.model_fields.items()
    )
    cells = (
        f"`{fact.type()}`",
        str(WRITTEN[fact.type()]),
        _when(fact),
        f"`{_stream(fact)}`",
        ", ".join(fields),
    )
    return f"| {' | '.join(cells)} |\n"


def _when(fact: type[Fact]) -> str:
    """The first paragraph of what the contract says of itself, without its stream."""
    first = " ".join(cleandoc(fact.__doc__ or "").split("\n\n")[0].split())
    words = re.sub(r"\s*[Ss]treams? ``[^`]+``[^.]*\.?", "", first)
    return _ROLE.sub(lambda found: f"`{found[1] or found[2]}`", words).replace("|", "\\|")


def _stream(fact: type[Fact]) -> str:
    """As the contract says it, or the one that it is a kind of, or the module that it stands in."""
    said = [one.__doc__ or "" for one in fact.__mro__ if issubclass(one, Fact) and one is not Fact]
    said.append(sys.modules[fact.__module__].__doc__ or "")
    found = [match[1] for text in said if (match := _STREAM.search(text))]
    return found[0] if found else _UNSAID[fact.type()]


def main() -> int:
    """Write the table into the file that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m zhouqi.events.contracts.reference docs/integration.md\n")
        return 2
    file = Path(sys.argv[1])
    file.write_text(placed(file.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
