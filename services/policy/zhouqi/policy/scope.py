"""Who sees which enterprise."""

from __future__ import annotations

from typing import Final

from zhouqi.service.identity.scope import OPEN, Columns

ENTERPRISES: Final = Columns(township="township", department=OPEN, enterprise="enterprise")
"""An enterprise is its own and its township's; departments look after those of the whole county."""
