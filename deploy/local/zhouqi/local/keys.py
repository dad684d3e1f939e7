"""Keys and tokens of one stack: random, made once, readable by this account alone."""

import os
import secrets
from pathlib import Path

SIGNING_KEY = "signing-key"
BUS_SECRET = "bus-secret"  # noqa: S105 - a file's name
SOURCES_TOKEN = "sources-token"  # noqa: S105 - a file's name
TRUTH_TOKEN = "truth-token"  # noqa: S105 - a file's name
_BYTES = 32


def ensure_key(folder: Path, name: str) -> Path:
    """The file of a key in ``folder``, made (mode 0600) when there is none."""
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_BYTES))
        draft.replace(path)
    return path
