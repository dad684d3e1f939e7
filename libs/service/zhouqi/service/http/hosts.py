"""Which names this deployment is called by, and from which pages it takes commands.

A page of another site can have its own name bound anew to 127.0.0.1: the browser then takes this server for that
site, and lets the page read and write here. The name that it asks for is still the other one.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from zhouqi.service.http.language import Text, preferred
from zhouqi.service.http.problems import Problem, ProblemKind, respond

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
FOREIGN_HOST: Final = ProblemKind(
    "foreign-host", 421, Text("本系统没有这个名称", "This deployment is not called by that name")
)
FOREIGN_ORIGIN: Final = ProblemKind(
    "foreign-origin", 403, Text("不接受其他网站发来的操作", "Commands from another site's page are not taken")
)
_READING: Final = ("GET", "HEAD", "OPTIONS")
_OWN_PAGES: Final = ("same-origin", "none")


def allowed_hosts(bound_to: str, named: Collection[str]) -> frozenset[str]:
    """The names to answer to; empty for all.

    Whoever is ``bound_to`` loopback is called by its names, and by those that the settings name. Elsewhere all
    are good unless the settings name some: a machine cannot know how others call it.
    """
    own = LOOPBACK if _is_loopback(bound_to) else ()
    return frozenset(name.lower() for name in (*own, *named))


class Hosts:
    """Refuses a request for a name that is none of ``allowed`` with 421, and a command from a foreign page with 403.

    A browser says where a request comes from (Sec-Fetch-Site, or Origin); a program says neither.
    """

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(str(scope["method"]), headers)
        if refused is None:
            await self._app(scope, receive, send)
            return
        language = preferred(headers.get("accept-language"))
        await respond(Problem(refused), language)(scope, receive, send)

    def _refused(self, method: str, headers: Headers) -> ProblemKind | None:
        asked = headers.getlist("host")
        if self._allowed and (len(asked) != 1 or _name(asked[0]) not in self._allowed):
            return FOREIGN_HOST
        if method not in _READING and not _from_here(headers):
            return FOREIGN_ORIGIN
        return None


def _from_here(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in _OWN_PAGES
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


def _name(host: str) -> str | None:
    """The name in a Host header, without its port; None for what is none."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
