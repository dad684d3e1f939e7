"""Where an issue stands."""

from __future__ import annotations

from enum import StrEnum


class IssueState(StrEnum):
    """The states of an issue. One that is reopened 重办 is assigned: its department signs it again."""

    RAISED = "raised"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASSIGNED = "assigned"
    SIGNED = "signed"
    ANSWERED = "answered"
    CLOSED = "closed"
