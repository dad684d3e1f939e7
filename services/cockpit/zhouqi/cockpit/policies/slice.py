"""The catalogue of policies and its matches, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.slice import PROJECTS, Slice, touched_by
from zhouqi.cockpit.policies.projection import MatchProjection, PolicyProjection
from zhouqi.events.contracts.policy import PoliciesMatched, PolicyPublished, PolicyWithdrawn

POLICIES: Final = Slice(
    name="policies",
    subscribes=(PolicyPublished, PolicyWithdrawn, PoliciesMatched),
    projections=(PolicyProjection(), MatchProjection()),
    touches={
        "policies": touched_by("select distinct policy from policy where stream = any(%(streams)s)"),
        PROJECTS: touched_by(
            "select p.project_id from match m join project_list p on p.enterprise_code = m.enterprise"
            " where m.stream = any(%(streams)s)"
            " union select p.project_id from policy c join match m on m.policy = c.policy"
            " join project_list p on p.enterprise_code = m.enterprise where c.stream = any(%(streams)s)"
        ),
    },
)
"""A page of a project shows what its enterprise may have, in the words of the catalogue."""
