"""Signatures of messages: that a service of this deployment published one, under this key and in this topic.

Whoever may write to a topic can write anything into it, also what looks like a message of ours. What cannot
be written without the deployment's secret is its signature: HMAC-SHA256 over topic, key, ``position`` header
and value, under a key that is derived from the secret for each service.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

HEADER: Final = "signature"
MIN_SECRET: Final = 32
_FORM: Final = b"1:"
"""The form of a signature comes before it, so that there may be another one day."""


class Signatures:
    """Signs and checks for the services of one deployment, which share its secret."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < MIN_SECRET:
            raise ValueError(f"a secret of at least {MIN_SECRET} bytes is needed")
        self._secret = secret
        self._services: dict[str, hmac.HMAC] = {}

    def sign(self, service: str, topic: str, key: bytes, position: bytes, value: bytes) -> bytes:
        """The value of the header with which ``service`` publishes this message."""
        begun = self._services.get(service)
        if begun is None:
            begun = self._services[service] = hmac.new(self._derived(b"service", service), None, sha256)
        signing = begun.copy()
        # Each part but the last with its length, so that no byte can pass from one to the next.
        name = topic.encode()
        signing.update(b"%d:%b%d:%b%d:%b" % (len(name), name, len(key), key, len(position), position))
        signing.update(value)
        return _FORM + signing.hexdigest().encode()

    def verify(
        self,
        service: str,
        topic: str,
        key: bytes | None,
        position: bytes | None,
        value: bytes | None,
        said: bytes,
    ) -> bool:
        """Whether ``said`` is the signature of ``service`` under this message."""
        if key is None or position is None or value is None:
            return False
        return hmac.compare_digest(self.sign(service, topic, key, position, value), said)

    @property
    def fingerprint(self) -> str:
        """What tells one secret from another, and nothing else of it."""
        return self._derived(b"fingerprint", "").hex()[:16]

    def _derived(self, purpose: bytes, name: str) -> bytes:
        return hmac.digest(self._secret, b"zhouqi/%b/%b" % (purpose, name.encode()), "sha256")
