"""Who has what: written down once more, so that a change of the policies is a change in two places."""

from __future__ import annotations

import pytest

from zhouqi.service.identity import permissions
from zhouqi.service.identity.identity import Identity, Role, Scope

_FIELD_WORK = (
    "issue.raise issue.read milestone.report policy.read project.read project.take_back session.read"
)

_OF = {
    Role.LEADER: "collection.read issue.read policy.read project.read rules.try session.read",
    Role.DISPATCHER: (
        "backfill collection.read issue.dispatch issue.read policy.read project.assign project.decide"
        " project.read record.read rules.try session.read"
    ),
    Role.DEPARTMENT: (
        "collection.read issue.handle issue.read milestone.extend milestone.report policy.read"
        " project.decide project.read project.take_back project.terminate record.load"
        " record.read session.read"
    ),
    Role.TOWNSHIP: _FIELD_WORK,
    Role.AGENT: _FIELD_WORK,
    Role.ENTERPRISE: "issue.raise issue.rate issue.read policy.read project.read session.read",
    Role.OPERATOR: (
        "collection.read collection.run day.advance issue.read policy.read project.read record.read"
        " session.read"
    ),
    Role.TAKEOVER: "issue.read project.read session.read takeover",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_policies_say_and_nothing_more(role: Role) -> None:
    someone = Identity("someone", frozenset({role}), Scope(everywhere=True))

    assert permissions.load().of(someone) == tuple(sorted(_OF[role].split()))
