import errno
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from zhouqi.local.business_time import BusinessTime
from zhouqi.local.clock_saver import ClockSaver
from zhouqi.local.status_output import StatusOutput


def test_a_full_disk_ends_no_stack_and_is_said_once_until_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = StringIO()
    time = BusinessTime(tmp_path / "clock.json")
    time.begin(speed=10)
    saving = ClockSaver(time, StatusOutput(Console(file=said, width=200)))

    def no_room(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", no_room)
        saving.save()
        saving.save()
    saving.save()

    lines = said.getvalue().splitlines()
    assert len(lines) == 2
    assert "cannot be saved: No space left on device" in lines[0]
    assert "is saved again" in lines[1]
