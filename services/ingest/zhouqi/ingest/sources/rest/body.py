"""The body of an answer: whole, unpacked, and never more than may be held."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

import httpx2

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.sources.reader import SourceFailed

MOST_BYTES: Final = 16 * 1024 * 1024
ACCEPTED: Final = "gzip"
"""What we ask for, and the only packing that is unpacked: its size can be bounded while it is."""
_GZIP: Final = 16 + zlib.MAX_WBITS


class _Unpacker(Protocol):
    def add(self, part: bytes) -> bytes: ...

    def end(self) -> None: ...


async def read_body(answer: httpx2.Response, most: int = MOST_BYTES) -> bytes:
    """The bytes that ``answer`` carries, unpacked. Raises SourceFailed.

    Neither a long body nor a small one that unpacks to a large one takes more than ``most`` bytes.
    """
    packing = answer.headers.get("content-encoding", "identity").strip().lower()
    match packing:
        case "identity" | "":
            unpacker: _Unpacker = _Plain()
        case "gzip" | "x-gzip":
            unpacker = _Gzip(most)
        case _:
            raise SourceFailed(FailureCause.BAD_ENCODING, packing)
    body = bytearray()
    async for part in answer.aiter_raw():
        body += unpacker.add(part)
        if len(body) > most:
            raise SourceFailed(FailureCause.TOO_LARGE, f"{most}-bytes")
    unpacker.end()
    return bytes(body)


class _Plain:
    def add(self, part: bytes) -> bytes:
        return part

    def end(self) -> None:
        """What HTTP itself says of the length was held to by the client."""


class _Gzip:
    """Unpacks at most one byte more than may be held, however much would come out."""

    def __init__(self, most: int) -> None:
        self._packed = zlib.decompressobj(_GZIP)
        self._room = most + 1

    def add(self, part: bytes) -> bytes:
        if self._packed.eof:
            raise SourceFailed(FailureCause.BAD_ENCODING, "gzip:more-behind-the-end")
        try:
            found = self._packed.decompress(part, self._room)
        except zlib.error as error:
            raise SourceFailed(FailureCause.BAD_ENCODING, "gzip") from error
        self._room = max(1, self._room - len(found))
        if self._packed.unused_data:
            raise SourceFailed(FailureCause.BAD_ENCODING, "gzip:more-behind-the-end")
        return found

    def end(self) -> None:
        if not self._packed.eof:
            raise SourceFailed(FailureCause.CUT_OFF, "gzip")
