"""The three wires over which records come, behind one small interface."""

from zhouqi.ingest.wires.page import Broken, Page, Reader, SourceFailed
from zhouqi.ingest.wires.sources import Sources, sources

__all__ = ["Broken", "Page", "Reader", "SourceFailed", "Sources", "sources"]
