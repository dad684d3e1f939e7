"""Plays the product's public HTTP API, as far as the county's people use it: sessions, keys, refusals, outages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.middleware.base import RequestResponseEndpoint

SPACE = UUID("7f0e9b8e-6f5e-4a55-9d0a-3f1f6f1f6a01")


@dataclass
class Entered:
    """A command that was accepted."""

    account: str
    path: str
    body: Mapping[str, object]
    key: str

    @property
    def at(self) -> datetime | None:
        return (
            None if "occurred_at" not in self.body else datetime.fromisoformat(str(self.body["occurred_at"]))
        )


Refuse = Callable[[str, str, Mapping[str, object]], tuple[int, str] | None]


@dataclass
class Product:
    """`codes` are the projects that have come through; `refuse` may answer a status and a code for a request."""

    codes: list[str]
    page: int = 3
    refuse: Refuse | None = None
    accounts: set[str] = field(default_factory=set)
    entered: list[Entered] = field(default_factory=list)
    repeated: int = 0
    requests: int = 0
    signed_in: list[str] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    down: int = 0
    """How many requests to answer with 503 first."""

    def id_of(self, code: str) -> UUID:
        return uuid5(SPACE, code)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.middleware("http")
        async def outage(request: Request, call_next: RequestResponseEndpoint) -> Response:
            self.requests += 1
            if self.down:
                self.down -= 1
                return problem(503, "busy", {"Retry-After": "1"})
            return await call_next(request)

        @app.post("/api/cockpit/session")
        async def sign_in(request: Request) -> Response:
            account = (await request.json())["account"]
            assert request.headers["Idempotency-Key"]
            self.signed_in.append(account)
            token = f"{account}.{len(self.signed_in)}"
            self.sessions[token] = account
            response = JSONResponse({"account": account})
            response.set_cookie("zhouqi_session", token, httponly=True, samesite="strict")
            return response

        @app.get("/api/cockpit/projects")
        async def projects(request: Request) -> Response:
            if self.who(request) is None:
                return problem(401, "unauthenticated")
            chosen = [code for code in self.codes if request.query_params.get("q", "") in code]
            first = int(request.query_params.get("cursor", "0"))
            items = [{"id": str(self.id_of(code)), "code": code, "name": "x"} for code in chosen]
            more = first + self.page < len(items)
            page = {
                "items": items[first : first + self.page],
                "next": str(first + self.page) if more else None,
            }
            return JSONResponse({"total": len(items), **page})

        @app.post("/api/{path:path}")
        async def enter(path: str, request: Request) -> Response:
            account = self.who(request)
            if account is None:
                return problem(401, "unauthenticated")
            return self.enter(
                account, f"/api/{path}", await request.body(), request.headers["Idempotency-Key"]
            )

        return app

    def who(self, request: Request) -> str | None:
        return self.sessions.get(request.cookies.get("zhouqi_session", ""))

    def enter(self, account: str, path: str, content: bytes, key: str) -> Response:
        body = json.loads(content)
        issue = str(uuid5(SPACE, f"{account} {key}"))
        place = (account, path, key)
        if place in self.known:
            self.repeated += 1
            same = self.known[place] == content
            return JSONResponse({"issue_id": issue}, 201) if same else problem(409, "idempotency-key-reused")
        refused = None if self.refuse is None else self.refuse(account, path, body)
        if refused is not None:
            return problem(*refused)
        ids = {str(self.id_of(code)) for code in self.codes}
        if "project_id" in body and body["project_id"] not in ids:
            return problem(404, "project-unknown")
        self.known[place] = content
        self.entered.append(Entered(account, path, body, key))
        return JSONResponse({"issue_id": issue, "stream": "s", "sequence": 1}, 201)


def problem(status: int, code: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    body = {"type": f"urn:zhouqi:problem:{code}", "title": code, "status": status, "code": code}
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")
