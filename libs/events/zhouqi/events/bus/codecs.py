"""How a record batch is unpacked: every codec that Kafka has, and never beyond a bound.

A batch of a megabyte can unpack to gigabytes, and the client's own reading of snappy turns for ever on a
block of negative length. What others put into a topic must not cost this process its memory or its time, so
the client is given these functions in place of its own.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Final

import cramjam
from aiokafka.record import default_records, legacy_records

MAX_BATCH_BYTES: Final = 16 * 1024 * 1024
"""What a batch may unpack to; a relay of ours packs less than one megabyte into one."""
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_XERIAL: Final = b"\x82SNAPPY\x00"
_XERIAL_HEAD: Final = 16
_LENGTH: Final = struct.Struct("!i")
_Source = bytes | bytearray | memoryview


class Undecodable(Exception):
    """A batch that does not unpack, or to more than it may."""


def gzip_decode(payload: _Source) -> bytes:
    """Unpack gzip, also of several members. Raises Undecodable."""
    out, rest = bytearray(), bytes(payload)
    try:
        while rest:
            member = zlib.decompressobj(_GZIP_OR_ZLIB)
            out += member.decompress(rest, MAX_BATCH_BYTES + 1 - len(out))
            if len(out) > MAX_BATCH_BYTES or not member.eof:
                raise Undecodable("gzip: too large, or cut off")
            rest = member.unused_data
    except zlib.error:
        raise Undecodable("gzip") from None
    return bytes(out)


def snappy_decode(payload: _Source) -> bytes:
    """Unpack snappy, raw or in the blocks that Java's clients write. Raises Undecodable."""
    source = bytes(payload)
    if not source.startswith(_XERIAL):
        return _snappy_block(source, 0)
    out, at = bytearray(), _XERIAL_HEAD
    while at < len(source):
        if at + _LENGTH.size > len(source):
            raise Undecodable("snappy: cut off")
        (length,) = _LENGTH.unpack_from(source, at)
        at += _LENGTH.size
        if not 0 < length <= len(source) - at:
            raise Undecodable("snappy: a block of no such length")
        out += _snappy_block(source[at : at + length], len(out))
        at += length
    return bytes(out)


def lz4_decode(payload: _Source) -> bytes:
    """Unpack an lz4 frame. Raises Undecodable."""
    return _unpacked("lz4", cramjam.lz4.decompress_into, payload)


def zstd_decode(payload: _Source) -> bytes:
    """Unpack zstandard. Raises Undecodable."""
    return _unpacked("zstd", cramjam.zstd.decompress_into, payload)


def bound_the_client() -> None:
    """Let the client unpack with these. It may be said again."""
    for name in ("default_records", "legacy_records"):
        for module in _implementations(name):
            for decode in (gzip_decode, snappy_decode, lz4_decode, zstd_decode):
                if hasattr(module, decode.__name__):
                    setattr(module, decode.__name__, decode)


def _implementations(name: str) -> list[ModuleType]:
    """The client's module of that name in Python, and the one in C where it is there."""
    written: ModuleType = {"default_records": default_records, "legacy_records": legacy_records}[name]
    try:
        from aiokafka.record import _crecords  # noqa: PLC0415 - not everywhere
    except ImportError:
        return [written]
    return [written, getattr(_crecords, name)]


def _snappy_block(block: bytes, before: int) -> bytes:
    try:
        if before + cramjam.snappy.decompress_raw_len(block) > MAX_BATCH_BYTES:
            raise Undecodable("snappy: too large")
        return bytes(cramjam.snappy.decompress_raw(block))
    except cramjam.DecompressionError:
        raise Undecodable("snappy") from None


def _unpacked(name: str, into: Callable[[bytes, bytearray], int], payload: _Source) -> bytes:
    room = bytearray(MAX_BATCH_BYTES)
    try:
        length = into(bytes(payload), room)
    except cramjam.DecompressionError:
        raise Undecodable(f"{name}: too large, or not {name}") from None
    return bytes(memoryview(room)[:length])
