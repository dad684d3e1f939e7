"""The kinds of data that the county collects, each declared in a file of its own."""

from zhouqi.ingest.kinds.kind import Kind, Place
from zhouqi.ingest.kinds.project import PROJECT

KINDS: tuple[Kind, ...] = (PROJECT,)

__all__ = ["KINDS", "Kind", "Place"]
