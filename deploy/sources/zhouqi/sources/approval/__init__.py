"""审批备案3.0: paged REST with an opaque cursor and a bearer token."""

from zhouqi.sources.approval.api import approval

__all__ = ["approval"]
