"""Where the built pages are: in the wheel, or in the checkout of one who develops them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_IN_WHEEL: Final = _HERE / "web"
_IN_CHECKOUT: Final = _HERE.parents[1] / "web" / "dist"


def web_folder() -> Path | None:
    """The folder with ``index.html``; None when the pages have not been built."""
    return next((folder for folder in (_IN_WHEEL, _IN_CHECKOUT) if (folder / "index.html").is_file()), None)
