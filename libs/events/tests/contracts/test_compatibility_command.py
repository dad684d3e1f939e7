"""What is published here is compatible with all that this clone knows of the past, and the command says so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from libs.events.tests.contracts.test_compatibility import EVENTS, Published

from zhouqi.events.contract_tools import compatibility, published, schemas
from zhouqi.events.contract_tools.compatibility import refusals


def test_what_is_published_here_is_compatible() -> None:
    tree = compatibility.read(EVENTS)

    assert len(tree.schemas) > len(tree.contracts) > 50
    assert refusals(tree) == []


@pytest.mark.usefixtures("processes")
def test_nothing_was_changed_since_what_this_clone_knows_of_the_past() -> None:
    before = published.at(EVENTS / "schemas", _oldest_with_digests())

    assert refusals(compatibility.read(EVENTS, before)) == []


@pytest.mark.usefixtures("processes")
def test_an_unknown_commit_is_no_commit_that_agrees() -> None:
    with pytest.raises(published.NoSuchCommit, match="no-such"):
        published.at(EVENTS / "schemas", "no-such")


def test_the_command_refuses_with_an_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "events"
    for part in ("schemas", "tests/contracts/golden"):
        shutil.copytree(EVENTS / part, folder / part)
    assert _check(capsys, folder) == (0, "")
    file = folder / "schemas" / "MilestoneReached" / "1.json"
    file.write_text(file.read_text("utf-8").replace('"full_capacity"', '"full"'), "utf-8")

    code, said = _check(capsys, folder)

    assert code == 1
    assert "refused: MilestoneReached 1: its published schema was edited" in said


@pytest.mark.usefixtures("processes")
def test_the_command_compares_with_a_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "events"
    for part in ("schemas", "tests/contracts/golden"):
        shutil.copytree(EVENTS / part, folder / part)
    extra = folder / "schemas" / "Moved" / "1.json"
    extra.parent.mkdir()
    extra.write_text(schemas.render(Published.Moved), "utf-8")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "before"]):
        subprocess.run(
            ["git", "-c", "user.name=test", "-c", "user.email=test@example.org", *command],
            cwd=folder,
            check=True,
        )
    extra.unlink()

    code, said = _check(capsys, folder, "--against", "HEAD")

    assert _check(capsys, folder) == (0, "")
    assert code == 1
    assert "refused: Moved 1: its published schema was removed" in said
    assert _check(capsys, folder, "--against", "no-such")[0] == 2


def _check(said: pytest.CaptureFixture[str], folder: Path, *more: str) -> tuple[int, str]:
    return compatibility.main([str(folder), *more]), said.readouterr().err


def _oldest_with_digests() -> str:
    """The first commit in this clone's history, be it ever so short, that lists digests."""
    log = ["log", "--first-parent", "--format=%H", "--", published.LIST]
    found = subprocess.run(
        ["git", "-c", "safe.directory=*", *log],
        cwd=EVENTS / "schemas",
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.split()[-1]
