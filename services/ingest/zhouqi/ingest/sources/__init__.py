"""Source systems: three wires over which records come, behind one small interface."""

from zhouqi.ingest.sources.reader import (
    NO_CHANGES,
    FolderChanges,
    KnownFile,
    Page,
    Reader,
    SourceFailed,
    UnreadableFile,
)
from zhouqi.ingest.sources.source_systems import SourceSystems, open_sources

__all__ = [
    "NO_CHANGES",
    "FolderChanges",
    "KnownFile",
    "Page",
    "Reader",
    "SourceFailed",
    "SourceSystems",
    "UnreadableFile",
    "open_sources",
]
