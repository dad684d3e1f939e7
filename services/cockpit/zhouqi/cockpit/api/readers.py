"""What a reader of projects may see of issues."""

from __future__ import annotations

from typing import Final

from zhouqi.service.identity import Identity, Scope
from zhouqi.service.runtime import Runtime

_NOTHING: Final = Scope()


def issues_of(runtime: Runtime, identity: Identity) -> Scope:
    """The part of the county whose issues ``identity`` may see: none without the permission to read any."""
    return identity.scope if runtime.permissions.may(identity, "issue.read") else _NOTHING
