"""审批备案3.0: ten kinds of records by paged REST, with an opaque cursor each and a bearer token."""

from zhouqi.sources.approval.system import APPROVAL

__all__ = ["APPROVAL"]
