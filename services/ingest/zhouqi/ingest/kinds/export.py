"""What others know of the kinds, made from their declarations: nobody writes it twice.

``python -m zhouqi.ingest.kinds.export`` writes it at the top of the repository; a test holds that it is current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.field_tables import with_tables
from zhouqi.ingest.kinds.systems import SYSTEMS
from zhouqi.service.http.language import Text

DELIVERY: Final = Path("docs/delivery.md")
"""For the departments that deliver: the fields of each kind."""
COCKPIT: Final = Path("services/cockpit/zhouqi/cockpit/kit/kinds.json")
"""For the cockpit: the kinds, in the order of a project's life."""
WORDS: Final[Mapping[str, Path]] = {
    language: Path(f"services/cockpit/web/src/kit/i18n/{folder}/kinds.ts")
    for language, folder in (("zh", "zhCN"), ("en", "en"))
}
"""For the pages: what kinds and source systems are called, by language."""


def exports(root: Path) -> Mapping[Path, str]:
    """What the files below ``root`` should hold. Raises NoPlace and OSError."""
    return {
        DELIVERY: with_tables((root / DELIVERY).read_text("utf-8")),
        COCKPIT: json.dumps([kind.name for kind in KINDS], indent=2) + "\n",
        **{file: _words(language) for language, file in WORDS.items()},
    }


def _words(language: str) -> str:
    kinds = {kind.name: kind.title for kind in KINDS}
    return (
        "/** Made by python -m zhouqi.ingest.kinds.export from what ingest declares; not to be edited. */\n"
        f"{_constant('kindWords', kinds, language)}\n{_constant('sourceWords', SYSTEMS, language)}"
    )


def _constant(name: str, words: Mapping[str, Text], language: str) -> str:
    lines = "".join(f'  {key}: "{getattr(text, language)}",\n' for key, text in words.items())
    return f"export const {name} = {{\n{lines}}};\n"


def main() -> int:
    """Write the files below the working directory, which is the top of the repository."""
    for file, text in exports(Path()).items():
        file.write_text(text, "utf-8")
        sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
