"""Errors as RFC 9457 problem details: a stable code, a sentence in the caller's language, a trace number.

A part declares the kinds of problem it can answer with as constants and raises :class:`Problem`::

    FINISHED = Kind("project-finished", 409, Text("项目已结束", "The project has ended"))
    raise Problem(FINISHED)

What is not a Problem is unknown: it is logged with its trace number, and nothing of it leaves the process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import psycopg
import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zhouqi.service.http.language import Language, Text, preferred
from zhouqi.service.http.validation import field_errors
from zhouqi.service.telemetry import trace
from zhouqi.service.text import PERSONAL

_logger = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:zhouqi:problem:"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. ``code`` is stable: programs may rely on it, sentences may change."""

    code: str
    status: int
    title: Text


NOT_FOUND = ProblemKind("not-found", 404, Text("没有找到", "Not found"))
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed", 405, Text("不支持这种操作", "This method is not allowed here")
)
UNAUTHENTICATED = ProblemKind("unauthenticated", 401, Text("请先登录", "Sign in first"))
FORBIDDEN = ProblemKind("forbidden", 403, Text("您没有这项权限", "You may not do this"))
BAD_REQUEST = ProblemKind("bad-request", 400, Text("请求无法读懂", "The request cannot be read"))
NUL = ProblemKind("nul", 400, Text("内容含有无法保存的字符", "It contains a character that cannot be kept"))
INVALID = ProblemKind("invalid", 422, Text("有内容填写不正确", "Some fields are not right"))
PERSONAL_DATA = ProblemKind(
    "personal-data",
    422,
    Text(
        "请勿填写姓名、电话、身份证号、银行卡号、车牌、邮箱等个人信息",
        "Leave out personal data such as names, telephone, identity and card numbers, plates and e-mail addresses",
    ),
)
TOO_LARGE = ProblemKind("too-large", 413, Text("内容过大", "The body is too large"))
TOO_MANY = ProblemKind(
    "too-many-requests", 429, Text("操作过于频繁，请稍后再试", "Too many requests; try again later")
)
KEY_MISSING = ProblemKind(
    "idempotency-key-missing", 400, Text("请求缺少 Idempotency-Key", "The Idempotency-Key header is missing")
)
KEY_INVALID = ProblemKind(
    "idempotency-key-invalid",
    400,
    Text(
        "Idempotency-Key 应为 1 至 200 个可见字符", "Idempotency-Key takes 1 to 200 visible ASCII characters"
    ),
)
KEY_REUSED = ProblemKind(
    "idempotency-key-reused",
    409,
    Text("这个 Idempotency-Key 已用于另一项请求", "This Idempotency-Key was used for another request"),
)
PRECONDITION_INVALID = ProblemKind(
    "if-match-invalid", 400, Text('If-Match 应为一个序号，如 "7"', 'If-Match takes one sequence, such as "7"')
)
STALE = ProblemKind(
    "stale",
    412,
    Text("内容已被他人更新，请核对后再提交", "It has changed since you read it; look at the current state"),
)
CONFLICT = ProblemKind("conflict", 409, Text("与当前状态不符", "This does not fit the current state"))
CURSOR_INVALID = ProblemKind(
    "cursor-invalid",
    400,
    Text("翻页位置无效，请从第一页开始", "The cursor is not valid for this list; start anew"),
)
AFTER_INVALID = ProblemKind(
    "after-invalid", 400, Text("after 应写作 stream@sequence", "after takes the form stream@sequence")
)
BUSY = ProblemKind("busy", 503, Text("系统繁忙，请稍后再试", "The service is busy; try again in a moment"))
DISK_FULL = ProblemKind(
    "disk-full",
    503,
    Text(
        "服务器磁盘已满，暂时无法保存；腾出空间后会自动恢复",
        "The server's disk is full; it goes on as soon as there is room",
    ),
)
TIMEOUT = ProblemKind(
    "timeout", 503, Text("查询用时过长，请缩小范围", "The query took too long; narrow it down")
)
UNKNOWN = ProblemKind(
    "unknown",
    500,
    Text("系统出错，请凭追踪号联系管理员", "Something went wrong; quote the trace number to an operator"),
)

ENDED_BY_DATABASE: Final[tuple[type[psycopg.Error], ...]] = (
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.TransactionTimeout,
    psycopg.errors.ReadOnlySqlTransaction,  # a server that has become another one's follower
)
"""What the database says when it gives up a session or takes no writes now. psycopg counts these as faults of the
program, unlike a server that goes away; for who asks they are the same."""

_BY_STATUS = {400: BAD_REQUEST, 401: UNAUTHENTICATED, 403: FORBIDDEN, 404: NOT_FOUND, 405: METHOD_NOT_ALLOWED,
              413: TOO_LARGE, 429: TOO_MANY}  # fmt: skip


class Problem(HTTPException):
    """Raised to answer with a problem of ``kind``.

    ``detail`` says more about this one case; ``extra`` are further members of the answer, which must
    be JSON and free of what the caller may not see.
    """

    def __init__(
        self,
        kind: ProblemKind,
        detail: Text | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(kind.status, kind.code, dict(headers) if headers else None)
        self.kind = kind
        self.explanation = detail
        self.extra = dict(extra or {})


def respond(problem: Problem, language: Language, errors: Sequence[Mapping[str, str]] = ()) -> Response:
    """The answer for ``problem``, with the trace number of the current request."""
    kind = problem.kind
    here = trace.current.get()
    body: dict[str, object] = {
        "type": _TYPE + kind.code,
        "title": kind.title.in_(language),
        "status": kind.status,
        "code": kind.code,
    }
    if problem.explanation is not None:
        body["detail"] = problem.explanation.in_(language)
    if here is not None:
        body["trace"] = here.number
    if errors:
        body["errors"] = [dict(error) for error in errors]
    headers = {**(problem.headers or {}), "Content-Language": language.value}
    return JSONResponse({**problem.extra, **body}, kind.status, headers, media_type=MEDIA_TYPE)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Exception handler for problems and for what the framework raises (404, 405, …)."""
    assert isinstance(error, HTTPException)
    language = preferred(request.headers.get("accept-language"))
    if isinstance(error, Problem):
        return respond(error, language)
    kind = _BY_STATUS.get(error.status_code)
    if kind is None:
        kind = BAD_REQUEST if error.status_code < 500 else UNKNOWN
    return respond(Problem(kind, headers=error.headers), language)


async def on_validation_error(request: Request, error: Exception) -> Response:
    """Exception handler for a body or query that does not fit: one entry per field."""
    assert isinstance(error, RequestValidationError)
    language = preferred(request.headers.get("accept-language"))
    problem = _personal(error) or Problem(INVALID)
    return respond(problem, language, field_errors(error.errors(), language))


def _personal(error: RequestValidationError) -> Problem | None:
    """The answer to a body of which the first text that holds personal data is said by its field."""
    for one in error.errors():
        if one["type"] == PERSONAL:
            field = ".".join(str(part) for part in one["loc"][1:])
            return Problem(PERSONAL_DATA, extra={"field": field, "found": one["ctx"]["found"]})
    return None


async def on_timeout(request: Request, error: Exception) -> Response:  # noqa: ARG001 - says nothing to the caller
    """Exception handler for a statement that was ended for taking too long."""
    return respond(Problem(TIMEOUT), preferred(request.headers.get("accept-language")))


async def on_busy(request: Request, error: Exception) -> Response:
    """Exception handler for a database that is away or has no connection left."""
    _logger.warning("database.away", cause=type(error).__name__)
    problem = Problem(BUSY, headers={"Retry-After": "2"})
    return respond(problem, preferred(request.headers.get("accept-language")))
