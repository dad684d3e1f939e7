"""What a workbook may ask for: of the file itself, and of the process that reads it."""

from __future__ import annotations

import resource

import msgspec


class Bounds(msgspec.Struct, frozen=True):
    """The bounds of one workbook; whatever is beyond is refused by the file's name.

    ``cells`` are those of the rectangle that reaches from A1 to the farthest cell that holds anything: a
    reader takes room for all of it. ``elements`` are those of a sheet's XML, empty cells included.
    """

    packed_bytes: int = 16 * 1024 * 1024
    unpacked_bytes: int = 128 * 1024 * 1024
    parts: int = 2_000
    sheets: int = 64
    rows: int = 20_000
    columns: int = 256
    cells: int = 2_000_000
    elements: int = 8_000_000
    memory_bytes: int = 512 * 1024 * 1024
    processor_seconds: int = 20


def bound_process(bounds: Bounds) -> None:
    """Bind this process for good: memory, no file to be written, no dump of what it held."""
    _bind(resource.RLIMIT_AS, bounds.memory_bytes)
    _bind(resource.RLIMIT_FSIZE, 0)
    _bind(resource.RLIMIT_CORE, 0)


def bound_next(bounds: Bounds) -> None:
    """Give the next workbook its processor time, whatever the ones before have used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + bounds.processor_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_lower(seconds, hard), hard))


def _bind(what: int, bound: int) -> None:
    _, hard = resource.getrlimit(what)
    lower = _lower(bound, hard)
    resource.setrlimit(what, (lower, lower))


def _lower(bound: int, hard: int) -> int:
    return bound if hard == resource.RLIM_INFINITY else min(bound, hard)
