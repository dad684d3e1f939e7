"""The table of topics in the documents: what each says, when, in which stream, with which fields.

``python -m zhouqi.events.contract_tools.reference docs/integration.md`` writes it between that file's two marks.
"""

from __future__ import annotations

import json
import re
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Final

from zhouqi.events.contracts.catalogue import PUBLISHED, WRITTEN
from zhouqi.events.contracts.fact import Fact

BEGIN: Final = "<!-- topics: made by python -m zhouqi.events.contract_tools.reference docs/integration.md -->"
_SCHEMAS: Final = Path(__file__).parents[3] / "schemas"
END: Final = "<!-- end of topics -->"
_STREAM: Final = re.compile(r"[Ss]treams? ``([^`]+)``")
_ROLE: Final = re.compile(r":class:`[~.\w]*?(\w+)`|``([^`]+)``")


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
    written = WRITTEN[fact.type()]
    version, data = str(written), _fields(fact)
    if written < fact.schema_version:
        version = f"{written}, to come {fact.schema_version}"
        data = f"{_fields_of(fact, written)}. In {fact.schema_version}: {data}"
    cells = (f"`{fact.type()}`", version, _when(fact), f"`{_stream(fact)}`", data)
    return f"| {' | '.join(cells)} |\n"


def _fields(fact: type[Fact]) -> str:
    return ", ".join(
        f"`{name}`" if field.is_required() else f"`{name}`?" for name, field in fact.model_fields.items()
    )


def _fields_of(fact: type[Fact], version: int) -> str:
    """The fields of a version that is not the newest, by its published schema."""
    schema = json.loads((_SCHEMAS / fact.type() / f"{version}.json").read_bytes())
    order = [*schema["required"], *sorted(schema["properties"].keys() - set(schema["required"]))]
    return ", ".join(f"`{name}`" if name in schema["required"] else f"`{name}`?" for name in order)


def _when(fact: type[Fact]) -> str:
    """The first paragraph of what the contract says of itself, without its stream."""
    first = " ".join(cleandoc(fact.__doc__ or "").split("\n\n")[0].split())
    words = re.sub(r"\s*[Ss]treams? ``[^`]+``[^.]*\.?", "", first)
    return _ROLE.sub(lambda found: f"`{found[1] or found[2]}`", words).replace("|", "\\|")


def _stream(fact: type[Fact]) -> str:
    """As the contract says it, or the one that it is a kind of, or the module that it stands in."""
    said = [one.__doc__ or "" for one in fact.__mro__ if issubclass(one, Fact) and one is not Fact]
    said.append(sys.modules[fact.__module__].__doc__ or "")
    return next(match[1] for text in said if (match := _STREAM.search(text)))


def main() -> int:
    """Write the table into the file that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m zhouqi.events.contract_tools.reference docs/integration.md\n")
        return 2
    file = Path(sys.argv[1])
    file.write_text(placed(file.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
