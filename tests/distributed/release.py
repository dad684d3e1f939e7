"""The next release of Zhouqi: a copy of the code in which a few lines differ.

A process runs it when its folder comes first on ``PYTHONPATH``: the namespace ``zhouqi`` is then made of
these packages first. It differs where an upgrade is hardest: two events get a new version, accepted only,
with an upcaster and a downcaster, and the cockpit's enterprises are projected into other tables.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhouqi.local import layout

_ROOT = Path(layout.__file__).parents[4]
_PACKAGES = (Path("libs/events/zhouqi/events"), Path("services/cockpit/zhouqi/cockpit"))


@dataclass(frozen=True)
class Edit:
    """Lines of a file below ``zhouqi`` that stand there once, and what stands there in the next release."""

    file: str
    old: str
    new: str


def _next_version(file: str, doc: str, field: str) -> Sequence[Edit]:
    """A contract that gets a second version with one more field; ``doc`` ends its docstring."""
    versions = "    schema_version: ClassVar[int] = 2\n    writes_version: ClassVar[int | None] = 1\n"
    return (
        Edit(file, "from uuid import UUID\n", "from typing import ClassVar\nfrom uuid import UUID\n"),
        Edit(file, doc, f'{doc}\n{versions}\n    {field}: str = "unstated"\n'),
    )


EDITS: Sequence[Edit] = (
    *_next_version(
        "events/contracts/lifecycle.py",
        '"""The project has a leading department 牵头部门 and an agent 代办员 (an account).'
        ' Stream ``project/<id>``."""\n',
        "reason",
    ),
    *_next_version(
        "events/contracts/issues.py",
        "    ``township`` and ``enterprise`` (code 统一社会信用代码) say where it lies; ``by_agent``: an agent or a\n"
        '    township raised it, not the enterprise itself.\n    """\n',
        "channel",
    ),
    Edit(
        "events/contracts/upcast.py",
        'MappingProxyType({("DayClosed", 1): _day_closed_2})',
        'MappingProxyType({("DayClosed", 1): _day_closed_2,'
        ' ("ProjectAssigned", 1): lambda data: {**data, "reason": "unstated"},'
        ' ("IssueRaised", 1): lambda data: {**data, "channel": "unstated"}})',
    ),
    Edit(
        "events/contracts/downcast.py",
        "MappingProxyType({})",
        "MappingProxyType({"
        '("ProjectAssigned", 2): lambda data: {name: data[name] for name in data if name != "reason"},'
        ' ("IssueRaised", 2): lambda data: {name: data[name] for name in data if name != "channel"}})',
    ),
    Edit("cockpit/readmodel/enterprises.py", "    version = 1\n", "    version = 2\n"),
    Edit(
        "cockpit/readmodel/enterprises.py",
        '{"code": "text not null", "name": "text not null"}',
        '{"code": "text not null", "name": "text not null", "letters": "integer not null"}',
    ),
    Edit(
        "cockpit/readmodel/enterprises.py",
        "[msgspec.structs.asdict(state)] if state.code",
        '[{**msgspec.structs.asdict(state), "letters": len(state.name or "")}] if state.code',
    ),
)


def make(folder: Path) -> dict[str, str]:
    """Write the next release into ``folder``; answers what a process's environment needs to run it.

    Fails when an edit no longer fits the code.
    """
    for package in _PACKAGES:
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_ROOT / package, folder / "zhouqi" / package.name, ignore=without)
    for edit in EDITS:
        file = folder / "zhouqi" / edit.file
        text = file.read_text(encoding="utf-8")
        assert text.count(edit.old) == 1, f"{edit.file} holds {text.count(edit.old)} times: {edit.old}"
        file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
    return {"PYTHONPATH": str(folder)}
