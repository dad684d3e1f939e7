"""What the stack's own API says of the county while it fills."""

import json
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Final

from zhouqi.local.ports import HOST

_ASK_SECONDS: Final = 1.0
_CHECK: Final = "county/arrival"
_FOR: Final = {
    "DayClosed": "collecting",
    "people": "the people enter what they did",
    "quiet": "the last events",
}


class ReadinessPoll:
    """Asks ``/readyz`` now and then, and remembers what it said. A question costs the API something too."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._asked = 0.0
        self._ready = False
        self.status = ""
        """What is waited for, for people."""

    def ready(self) -> bool:
        """True once the API says so."""
        if time.monotonic() - self._asked > _ASK_SECONDS:
            self._ask()
            self._asked = time.monotonic()
        return self._ready

    def _ask(self) -> None:
        connection = HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            return
        finally:
            connection.close()
        self._ready = answer.status == 200
        try:
            self.status = describe(json.loads(body)["checks"])
        except (ValueError, KeyError, TypeError):
            self.status = ""


def describe(checks: Mapping[str, Mapping[str, object]]) -> str:
    """What readiness waits for, in one line: the county's arrival, or else the checks that failed."""
    arrival = checks.get(_CHECK, {})
    failed = [name for name, found in checks.items() if found.get("state") == "failed" and name != _CHECK]
    awaits, events = arrival.get("awaits"), arrival.get("events")
    parts = []
    if isinstance(events, Mapping):
        parts.append(f"{sum(events.values()):,} events")
    if isinstance(awaits, str):
        parts.append(_FOR.get(awaits, awaits))
    elif isinstance(awaits, Mapping):
        owed = {name: sum(counts.values()) for name, counts in awaits.items()}
        parts.append("under way: " + ", ".join(f"{name} {count:,}" for name, count in owed.items()))
    if failed:
        parts.append("not ready: " + ", ".join(failed))
    return "; ".join(parts)
