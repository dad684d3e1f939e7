"""HTTP of lifecycle: where a project stands."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.service.runtime import Runtime


def router(_runtime: Runtime) -> APIRouter:
    """The routes below ``/api/lifecycle``."""
    return APIRouter()
