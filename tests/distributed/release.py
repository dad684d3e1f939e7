"""The release before this one, and the next: copies of the code in which a few lines differ.

A process runs one when its folder comes first on ``PYTHONPATH``: the namespace ``zhouqi`` is then made of
these packages first. The release before knows nothing of the second version of ``LightChanged``, which this one
reads and writes when it is told to. The next one has the second version of an event that another service reacts
to, and projects the cockpit's townships into other tables: an upgrade is hardest there.
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
    """Lines of a file that stand there once, and what stands there in the other release."""

    file: str
    old: str
    new: str


BEFORE: Sequence[Edit] = (
    Edit(
        "zhouqi/events/contracts/warning.py",
        "    schema_version = 2\n    writes_version = 1\n\n    project_id: UUID\n    light: Light\n"
        "    stall: Stall | None = None\n    due: Day | None = None\n",
        "    project_id: UUID\n    light: Light\n"
        "    stall: Stall | None = None\n    overdue: int | None = None\n\n"
        "    @property\n    def due(self) -> Day | None:\n"
        "        return None if self.overdue is None else self.day - timedelta(days=self.overdue)\n\n",
    ),
    Edit("zhouqi/events/contracts/upcast.py", '        ("LightChanged", 1): _light_changed_2,\n', ""),
    Edit("zhouqi/events/contracts/downcast.py", '        ("LightChanged", 2): _light_changed_1,\n', ""),
    Edit(
        "zhouqi/events/contracts/warning.py",
        "from uuid import UUID\n",
        "from datetime import timedelta\nfrom uuid import UUID\n",
    ),
)
"""What takes the second version of ``LightChanged`` back."""

NEXT: Sequence[Edit] = (
    Edit(
        "zhouqi/events/contracts/lifecycle.py",
        "from uuid import UUID\n",
        "from typing import ClassVar\nfrom uuid import UUID\n",
    ),
    Edit(
        "zhouqi/events/contracts/lifecycle.py",
        '"""The project has a leading department 牵头部门 and an agent 代办员 (an account).'
        ' Stream ``project/<id>``."""\n',
        '"""The project has a leading department 牵头部门 and an agent 代办员 (an account).'
        ' Stream ``project/<id>``."""\n'
        "    schema_version: ClassVar[int] = 2\n    writes_version: ClassVar[int | None] = 1\n\n"
        '    reason: str = "unstated"\n',
    ),
    Edit(
        "zhouqi/events/contracts/upcast.py",
        '        ("DayClosed", 1): _day_closed_2,\n',
        '        ("DayClosed", 1): _day_closed_2,\n'
        '        ("ProjectAssigned", 1): lambda data: {**data, "reason": "unstated"},\n',
    ),
    Edit(
        "zhouqi/events/contracts/downcast.py",
        '        ("EnterpriseRegistered", 2): _enterprise_registered_1,\n',
        '        ("EnterpriseRegistered", 2): _enterprise_registered_1,\n'
        '        ("ProjectAssigned", 2): lambda data: {name: data[name] for name in data if name != "reason"},\n',
    ),
    Edit(
        "zhouqi/cockpit/registers/projection.py",
        '    name = "township"\n    version = 1\n',
        '    name = "township"\n    version = 2\n',
    ),
    Edit(
        "zhouqi/cockpit/registers/projection.py",
        'Table("township", {"code": "text not null", "name": "text not null"}',
        'Table("township", {"code": "text not null", "name": "text not null", "letters": "integer not null"}',
    ),
    Edit(
        "zhouqi/cockpit/registers/projection.py",
        '"township": [msgspec.structs.asdict(state)] if state.code',
        '"township": [{**msgspec.structs.asdict(state), "letters": len(state.name or "")}] if state.code',
    ),
)
"""A second version of ``ProjectAssigned``, accepted only, and another table of the cockpit's."""


def make(folder: Path, edits: Sequence[Edit]) -> dict[str, str]:
    """Write another release into ``folder``; answers what a process's environment needs to run it.

    Fails when an edit no longer fits the code.
    """
    for package in _PACKAGES:
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_ROOT / package, folder / "zhouqi" / package.name, ignore=without)
    for edit in edits:
        file = folder / edit.file
        text = file.read_text(encoding="utf-8")
        assert text.count(edit.old) == 1, f"{edit.file} holds {text.count(edit.old)} times: {edit.old}"
        file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
    return {"PYTHONPATH": str(folder)}
