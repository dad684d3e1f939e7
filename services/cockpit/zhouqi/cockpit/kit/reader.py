"""Who asks, as a scope: apart from :mod:`zhouqi.cockpit.kit.scope`, which a rebuild's workers load without HTTP."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.service.identity.identity import Identity, Scope
from zhouqi.service.runtime import Runtime

_NOTHING: Final = Scope()


def reader_scope_of(runtime: Runtime, identity: Identity) -> ReaderScope:
    """What ``identity`` may see: no issues without the permission to read any."""
    may = runtime.permissions.may(identity, "issue.read")
    return ReaderScope(identity.scope, identity.scope if may else _NOTHING)
