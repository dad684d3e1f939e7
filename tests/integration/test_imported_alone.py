"""Every module of a service can be imported first, by itself: none leans on the order in which others came."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("processes")

_SCRIPT = """
import importlib, os, pathlib, sys
import fastapi, zhouqi.events.contracts, zhouqi.service.runtime
name = sys.argv[1]
folder = pathlib.Path(importlib.import_module(name).__path__[0])
for file in sorted(folder.rglob("*.py")):
    parts = file.relative_to(folder).with_suffix("").parts
    module = ".".join((name, *(part for part in parts if part != "__init__")))
    if os.fork() == 0:
        try:
            importlib.import_module(module)
        except Exception as error:
            print(f"{module}: {type(error).__name__}: {error}", flush=True)
        os._exit(0)
    os.wait()
"""
"""Each in a process of its own, in which nothing of the service was imported before."""


@pytest.mark.parametrize("service", ["cockpit", "ingest", "issues", "lifecycle", "policy", "warning"])
def test_every_module_can_be_imported_alone(service: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, f"zhouqi.{service}"],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
