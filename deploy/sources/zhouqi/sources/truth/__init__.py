"""What was generated, for tests to compare with."""

from zhouqi.sources.truth.api import truth

__all__ = ["truth"]
