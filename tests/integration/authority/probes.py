"""What is asked of each route: a request that is right in form, so that only authority can stand in its way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from uuid import UUID

from httpx2 import Response

from tests.county import OWN, TINGLAN, project_id
from zhouqi.warning.rules import rule_book

PROJECT: Final = project_id("P1")
PROJECT_CODE: Final = "2509-330529-04-01-0000P1"
PROJECT_NAME: Final = "年产三万吨铝型材项目"
AGENT: Final = f"agent-{TINGLAN}-1"

REQUEST: Final = UUID("5c2c7a76-6c0f-5a0e-8d34-3f6b4d5a1c02")
"""What waits to be decided of the project."""
DECIDED: Final = UUID("5c2c7a76-6c0f-5a0e-8d34-3f6b4d5a1c03")
"""What was decided of it."""

Sees = Callable[[Response], bool]


def _always(_answer: Response) -> bool:
    return True


def _project(answer: Response) -> bool:
    return str(PROJECT) in answer.text


def _issue(answer: Response) -> bool:
    return "用地指标" in answer.text


def _counted(answer: Response) -> bool:
    """Whether a summary counts the one project or issue."""
    return any(f'"{name}":1' in answer.text for name in ("total", "projects", "all"))


def _listed(answer: Response) -> bool:
    return bool(answer.json())


def _sheet(answer: Response) -> bool:
    """Whether an exported workbook holds the project, or the issue about it."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        text = "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    return any(one in text for one in (PROJECT_CODE, PROJECT_NAME, "用地指标"))


def _agent(answer: Response) -> bool:
    return AGENT in answer.text


@dataclass(frozen=True, slots=True)
class Probe:
    """``act``: the state of an issue that the request needs. ``sees``: whether the answer shows what lies inside."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    act: str | None = None
    sees: Sees = _always


_P = MappingProxyType({"project_id": str(PROJECT)})
_MILESTONE = MappingProxyType({**_P, "milestone": "started"})
_ISSUE: Final = Probe(sees=_issue)
_FILE: Final = {"name": "兑付.csv", "content": "5bqP5Y+3Cg=="}

PROBES: Final[Mapping[str, Probe]] = MappingProxyType(
    {
        "GET /api/ingest/kinds": Probe(),
        "GET /api/ingest/collections": Probe(),
        "POST /api/ingest/collections/{kind}": Probe({"kind": "project"}),
        "GET /api/ingest/files": Probe(),
        "GET /api/ingest/uploads": Probe(sees=_listed),
        "POST /api/ingest/uploads/{kind}/preview": Probe({"kind": "payment"}, body=_FILE),
        "POST /api/ingest/uploads/{kind}/load": Probe({"kind": "payment"}, body=_FILE),
        "GET /api/ingest/rejections": Probe(),
        "GET /api/ingest/unmatched": Probe(),
        "GET /api/ingest/day": Probe(),
        "POST /api/ingest/days": Probe(query={"after": "2026-01-01"}),
        "GET /api/lifecycle/projects/{project_id}/milestones": Probe(_P),
        "GET /api/lifecycle/projects/{project_id}/acts": Probe(_P),
        "POST /api/lifecycle/projects/{project_id}/milestones/{milestone}/report": Probe(
            _MILESTONE, body={"on": "2026-10-01", "document": "澄发改〔2026〕1号"}
        ),
        "POST /api/lifecycle/projects/{project_id}/milestones/{milestone}/extension": Probe(
            _MILESTONE,
            body={"due": "2027-10-01", "reason": "主体未供电", "document": "澄发改〔2026〕2号"},
        ),
        "POST /api/lifecycle/projects/{project_id}/termination": Probe(
            _P, body={"on": "2026-10-01", "reason": "投资方退出", "document": "澄商务〔2026〕3号"}
        ),
        "POST /api/lifecycle/projects/{project_id}/retraction": Probe(
            _P,
            body={
                "act": "take_back_report",
                "milestone": "started",
                "reason": "登记有误",
                "document": "澄发改〔2026〕4号",
            },
        ),
        # What is asked for can't be granted, so that it waits for the next asker, too.
        "POST /api/lifecycle/projects/{project_id}/requests/{request_id}/decision": Probe(
            {**_P, "request_id": str(REQUEST)}, body={"granted": True}
        ),
        "POST /api/lifecycle/assignments": Probe(
            body={"assignments": [{"project_id": str(PROJECT), "department": "planning", "agent": AGENT}]}
        ),
        "GET /api/warning/projects/{project_id}": Probe(_P),
        "GET /api/warning/rules": Probe(),
        "POST /api/warning/rules/trial": Probe(
            body={"stall": [one.model_dump(mode="json") for one in rule_book().editions[0].stall]}
        ),
        "POST /api/issues/issues": Probe(
            body={
                "project_id": str(PROJECT),
                "category": "land",
                "title": "用地指标",
                "description": "何时落实？",
            }
        ),
        "GET /api/issues/issues/{issue_id}/acts": Probe(act="raised"),
        "POST /api/issues/issues/{issue_id}/accept": Probe(body={}, act="raised"),
        "POST /api/issues/issues/{issue_id}/decline": Probe(body={"reason": "不属涉企问题"}, act="raised"),
        "POST /api/issues/issues/{issue_id}/assign": Probe(body={"department": "planning"}, act="accepted"),
        "POST /api/issues/issues/{issue_id}/sign": Probe(body={}, act="assigned"),
        "POST /api/issues/issues/{issue_id}/return": Probe(body={"reason": "不属本局职责"}, act="assigned"),
        "POST /api/issues/issues/{issue_id}/answer": Probe(
            body={"answer": "用地指标已于本月落实。"}, act="signed"
        ),
        "POST /api/issues/issues/{issue_id}/rate": Probe(body={"stars": 5}, act="answered"),
        "POST /api/lifecycle/takeover/end": Probe(),
        "POST /api/issues/takeover/end": Probe(),
        "GET /api/policy/policies": Probe(),
        "GET /api/policy/enterprises/{uscc}/matches": Probe({"uscc": OWN}),
        "GET /api/cockpit/session": Probe(),
        "GET /api/cockpit/projects/export": Probe(sees=_sheet),
        "GET /api/cockpit/issues/export": Probe(sees=_sheet),
        "GET /api/cockpit/late-entries/export": Probe(sees=_sheet),
        "GET /api/cockpit/project-acts/export": Probe(sees=_sheet),
        "GET /api/cockpit/overview": Probe(sees=_counted),
        "GET /api/cockpit/days": Probe(),
        "GET /api/cockpit/overview/breakdown": Probe(query={"by": "township"}, sees=_counted),
        "GET /api/cockpit/projects": Probe(sees=_project),
        "GET /api/cockpit/projects/names": Probe(query={"id": str(PROJECT)}, sees=_project),
        "GET /api/cockpit/projects/figures": Probe(sees=_counted),
        "GET /api/cockpit/projects/{project_id}": Probe(_P),
        "GET /api/cockpit/projects/{project_id}/trail": Probe(_P),
        "GET /api/cockpit/issues": _ISSUE,
        "GET /api/cockpit/issues/figures": Probe(sees=_counted),
        "GET /api/cockpit/issues/{issue_id}": Probe(act="seen"),
        "GET /api/cockpit/issues/{issue_id}/trail": Probe(act="seen"),
        "GET /api/cockpit/departments": Probe(),
        "GET /api/cockpit/agents": Probe(sees=_agent),
        "GET /api/cockpit/late-entries": Probe(sees=_issue),
        "GET /api/cockpit/project-acts": Probe(sees=_project),
        "GET /api/cockpit/changes": Probe(),
    }
)
"""Every route that names a permission. A new one has no entry, and its test says so."""

SEEN: Final = UUID("0c9f5f0e-5f0a-5b5e-9b0e-0d7f5b2a9c11")
"""The issue in the cockpit: about the project, given to the planning department."""


def fits(answer: Response) -> bool:
    """Whether nothing but authority, or the state of things, spoke against a request."""
    return answer.status_code in {200, 201, 202, 204, 401, 403, 404, 409}
