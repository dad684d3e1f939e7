"""Plays the product's public HTTP API, as far as the county's people use it: sessions, keys, refusals, outages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
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
    body: Mapping[str, Any]
    key: str
    entered_by: str | None = None
    """The account that took it over for the other one."""

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
    withdrawn: set[str] = field(default_factory=set)
    """Codes of projects that are in the list and otherwise unknown."""
    behind: int = 0
    """How many requests to assign projects meet a service that does not know the last project yet."""
    refused: dict[str, str] = field(default_factory=dict)
    """Ids of projects and the code with which their assignment is refused when it is entered late."""
    elsewhere: set[str] = field(default_factory=set)
    """Ids of projects whose agent belongs to another township."""
    refuse: Refuse | None = None
    accounts: set[str] = field(default_factory=set)
    entered: list[Entered] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    """Where the takeover was ended."""
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
            items = [
                {"id": str(self.id_of(code)), "code": code, "withdrawn": code in self.withdrawn}
                for code in chosen
            ]
            more = first + self.page < len(items)
            page = {
                "items": items[first : first + self.page],
                "next": str(first + self.page) if more else None,
            }
            return JSONResponse({"total": len(items), **page})

        @app.post("/api/{service}/takeover/end")
        async def end_takeover(service: str, request: Request) -> Response:
            assert self.who(request) == "takeover"
            self.ended.append(service)
            return JSONResponse({"ended": True})

        @app.post("/api/{path:path}")
        async def enter(path: str, request: Request) -> Response:
            account = self.who(request)
            if account is None:
                return problem(401, "unauthenticated")
            return self.enter(
                request.headers.get("Zhouqi-Entered-For", account),
                f"/api/{path}",
                await request.body(),
                request.headers["Idempotency-Key"],
                account if "Zhouqi-Entered-For" in request.headers else None,
            )

        return app

    def who(self, request: Request) -> str | None:
        return self.sessions.get(request.cookies.get("zhouqi_session", ""))

    def enter(self, account: str, path: str, content: bytes, key: str, by: str | None = None) -> Response:
        body = json.loads(content)
        late = {"occurred_at", "late_reason", "late_document"} & body.keys()
        assert by in {None, "takeover"}
        assert len(late) == (3 if by else 0), "the history is taken over, and the rest happens now"
        issue = str(uuid5(SPACE, f"{account} {key}"))
        place = (account, path, key)
        if place in self.known:
            self.repeated += 1
            same = self.known[place] == content
            if not same:
                return problem(409, "idempotency-key-reused")
            asked = [{"refused": None} for _ in body.get("assignments", ())]
            return JSONResponse(asked or {"issue_id": issue})
        assert not (by and self.ended), "nothing is taken over once it has ended"
        refused = None if self.refuse is None else self.refuse(account, path, body)
        if refused is not None:
            return problem(*refused)
        ids = {str(self.id_of(code)) for code in self.codes}
        if "project_id" in body and body["project_id"] not in ids:
            return problem(404, "project-unknown")
        if path.endswith("/assignments"):
            return self.assign(account, path, content, key, by)
        self.known[place] = content
        self.entered.append(Entered(account, path, body, key, by))
        return JSONResponse({"issue_id": issue, "stream": "s", "sequence": 1}, 201)

    def assign(self, account: str, path: str, content: bytes, key: str, by: str | None) -> Response:
        body = json.loads(content)
        unknown = {str(self.id_of(code)) for code in self.withdrawn}
        if self.behind:
            self.behind -= 1
            unknown.add(str(self.id_of(self.codes[-1])))
        asked = [one["project_id"] for one in body["assignments"]]
        missing = [one for one in asked if one in unknown]
        if missing:
            return JSONResponse({"code": "unknown-projects", "status": 404, "projects": missing}, 404)
        away = [one["project_id"] for one in body["assignments"] if "agent" in one]
        if elsewhere := [one for one in away if one in self.elsewhere]:
            return JSONResponse({"code": "agent-elsewhere", "status": 409, "projects": elsewhere}, 409)
        self.known[account, path, key] = content
        late = "occurred_at" in body
        answers = [{"project_id": one, "refused": self.refused.get(one) if late else None} for one in asked]
        taken = [
            one for one, answer in zip(body["assignments"], answers, strict=True) if not answer["refused"]
        ]
        self.entered.append(Entered(account, path, {**body, "assignments": taken}, key, by))
        return JSONResponse(answers)


def problem(status: int, code: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    body = {"type": f"urn:zhouqi:problem:{code}", "title": code, "status": status, "code": code}
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")
