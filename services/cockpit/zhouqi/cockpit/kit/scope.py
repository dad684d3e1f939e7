"""Where the summaries keep what bounds a reader: township, department, enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import OPEN, Columns, within
from zhouqi.service.storage.predicate import Predicate

PROJECTS: Final = Columns(township="township", department=OPEN, enterprise="enterprise_code")
"""Of ``project_list``. A project is no department's own: departments see those of the whole county."""
ISSUES: Final = Columns(township="township", department="department", enterprise="enterprise_code")
"""Of ``issue_list``. A department sees the issues that it has; those who assign them see all."""


@dataclass(frozen=True, slots=True)
class ReaderScope:
    """What a reader of projects may see: of these, and of issues."""

    projects: Scope
    issues: Scope

    def of_projects(self, table: str | None = None) -> Predicate:
        """The rows of ``project_list`` (or its alias ``table``) that they see."""
        return within(self.projects, PROJECTS, table)

    def of_issues(self, table: str | None = None) -> Predicate:
        """The rows of ``issue_list`` (or its alias ``table``) that they see."""
        return within(self.issues, ISSUES, table)
