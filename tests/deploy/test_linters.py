"""What can be checked of images and compose without an engine, by those who know their rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.build import IMAGES
from tests.deploy.conftest import COMPOSE

pytestmark = pytest.mark.usefixtures("processes")

_PROGRAMS = Path(sys.executable).parent
SCRIPTS = sorted((COMPOSE / "init").glob("*.sh"))


def found_by(program: str, *arguments: str | Path) -> str:
    """What a linter says; nothing when all is well."""
    done = subprocess.run(
        [_PROGRAMS / program, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr or f"{program}: {done.returncode}"


def test_the_dockerfile_is_a_good_one() -> None:
    assert found_by("hadolint", IMAGES / "Dockerfile") == ""


def test_a_bad_dockerfile_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM python\nRUN cd /tmp && sudo pip install flask\n", encoding="utf-8")
    assert "DL3006" in found_by("hadolint", bad)


def test_the_compose_file_follows_the_specification() -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")
    assert found_by("check-jsonschema", *schema, COMPOSE / "compose.yaml") == ""


def test_what_does_not_follow_it_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "compose.yaml"
    bad.write_text("services:\n  gateway:\n    image: nginx\n    depends: [cockpit]\n", encoding="utf-8")
    assert "depends" in found_by("check-jsonschema", "--builtin-schema", "vendor.compose-spec", bad)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_of_the_plain_shell(script: Path) -> None:
    done = subprocess.run(["/bin/sh", "-n", script], check=False, capture_output=True, text=True)
    assert done.stderr == ""
    assert "set -eu" in script.read_text(encoding="utf-8")
