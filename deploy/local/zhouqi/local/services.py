"""Which services the embedded stack hosts: all that are installed."""

from importlib.util import find_spec

_ALL = ("ingest", "lifecycle", "warning", "issues", "policy", "cockpit")
"""In the order in which facts travel."""


def installed() -> tuple[str, ...]:
    """The services whose package holds an ``app`` here; nothing of them is imported."""
    return tuple(name for name in _ALL if _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        return find_spec(f"zhouqi.{name}.app") is not None
    except ModuleNotFoundError:
        return False
