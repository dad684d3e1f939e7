"""How the simulated systems say no: a status, a stable code and a sentence, as JSON."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from zhouqi.sources.clock import ClockUnreadableError

__all__ = ["RefusalBody", "RefusedError", "answer_refusals"]


class RefusalBody(BaseModel):
    """What a refusal looks like on the wire."""

    code: str = Field(description="Stable, for programs", examples=["cursor_unknown"])
    message: str = Field(description="For people")


class RefusedError(Exception):
    """Raised to refuse a request; answered as a `RefusalBody` with `status`."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = RefusalBody(code=code, message=message)
        self.headers = dict(headers or {})


def answer_refusals(app: FastAPI) -> None:
    """Let `app` answer refusals, bad parameters (400) and an unreadable clock (503) in the one form."""

    @app.exception_handler(RefusedError)
    async def refused(_: Request, error: RefusedError) -> JSONResponse:
        return JSONResponse(error.body.model_dump(), error.status, error.headers)

    @app.exception_handler(RequestValidationError)
    async def bad_request(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        body = RefusalBody(code="bad_request", message=f"{first['loc'][-1]}: {first['msg']}")
        return JSONResponse(body.model_dump(), 400)

    @app.exception_handler(ClockUnreadableError)
    async def no_time(_: Request, error: ClockUnreadableError) -> JSONResponse:
        body = RefusalBody(code="clock_unreadable", message=str(error))
        return JSONResponse(body.model_dump(), 503, {"Retry-After": "1"})
