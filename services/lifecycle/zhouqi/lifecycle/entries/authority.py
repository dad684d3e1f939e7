"""Whose act it is: a department's on the projects that it leads and the milestones that it owns. Pure.

Roles and scope are told by the permissions; this is what an account may do to *this* project now.
"""

from __future__ import annotations

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.requests.request import Request
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.service.identity.identity import Identity, Role

_REPORTS = (Act.REPORT, Act.TAKE_BACK_REPORT)


def may_ask(
    identity: Identity,
    act: Act,
    milestone: Milestone | None,
    department: str | None,
    agent: str | None,
    rules: EntryRules,
) -> bool:
    """Whether the act is the account's to ask for: ``department`` leads the project, ``agent`` looks after it.

    Reports are open to the township, and to the project's agent or, as long as it has none, to any there.
    """
    if _owns(identity, milestone, department, rules):
        return True
    if act not in _REPORTS:
        return False
    if Role.TOWNSHIP in identity.roles:
        return True
    return Role.AGENT in identity.roles and agent in (None, identity.account)


def may_decide(identity: Identity, request: Request, department: str | None, rules: EntryRules) -> bool:
    """Whether the account may grant the request or decline it: never the one that asked for it.

    A report is confirmed by the department that owns the milestone, for the others gain by it; everything else also
    by the one that leads the project. The dispatcher decides where these asked themselves.
    """
    if identity.account == request.account:
        return False
    if Role.DISPATCHER in identity.roles:
        return True
    leads = None if request.act is Act.REPORT else department
    return _owns(identity, request.milestone, leads, rules)


def _owns(identity: Identity, milestone: Milestone | None, department: str | None, rules: EntryRules) -> bool:
    if Role.DEPARTMENT not in identity.roles:
        return False
    owners = rules.owners[milestone or Milestone.SIGNED]
    return bool(identity.scope.departments & (owners | ({department} if department else set())))
