"""What every command on an issue is answered with."""

from __future__ import annotations

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from zhouqi.events import Outcome
from zhouqi.service.http.precondition import etag


class CommandResult(BaseModel):
    """Where the issue's stream stands after the command."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: int


def command_result(response: Response, outcome: Outcome) -> CommandResult:
    """The answer to a command that went through; its sequence also goes out as ETag."""
    response.headers["ETag"] = etag(outcome.sequence)
    return CommandResult(stream=outcome.stream, sequence=outcome.sequence)
