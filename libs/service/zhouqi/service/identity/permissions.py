"""Who may do what: roles to permissions, as Cedar policies in ``permissions.cedar``."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

import cedarpy
from pydantic import BaseModel

from zhouqi.service.identity.identity import Identity, Role


class PolicyError(Exception):
    """The policies do not parse, or speak of something that their schema does not know."""


class _Entity(BaseModel):
    id: str


class _Action(BaseModel):
    op: str
    entity: _Entity | None = None
    entities: tuple[_Entity, ...] = ()


class _Policy(BaseModel):
    effect: str
    action: _Action


class _Policies(BaseModel):
    staticPolicies: dict[str, _Policy]  # noqa: N815 - Cedar's own name


class Permissions:
    """The policies, read once. Decisions take about 0.2 ms and are remembered."""

    def __init__(self, policies: str, schema: str) -> None:
        try:
            result = cedarpy.validate_policies(policies, schema)
            self._policies = cedarpy.PolicySet.from_str(policies)
            self._schema = cedarpy.Schema.from_str(schema)
        except ValueError as error:
            raise PolicyError(str(error)) from None
        if not result.validation_passed:
            raise PolicyError("; ".join(str(error) for error in result.errors))
        read = _Policies.model_validate_json(cedarpy.policies_to_json_str(policies))
        self.known = frozenset(
            entity.id
            for policy in read.staticPolicies.values()
            if policy.effect == "permit"
            for entity in (
                *policy.action.entities,
                *((policy.action.entity,) if policy.action.entity else ()),
            )
        )
        """Every permission that some role has."""
        self._of_roles = lru_cache(maxsize=1024)(self._decide)

    def may(self, identity: Identity, permission: str) -> bool:
        """True when one of the roles carries ``permission``; says nothing about any row (:mod:`.scope`)."""
        return self._of_roles(identity.roles, permission)

    def of(self, identity: Identity) -> tuple[str, ...]:
        """All permissions that the identity's roles carry, sorted."""
        return tuple(sorted(name for name in self.known if self.may(identity, name)))

    def _decide(self, roles: frozenset[Role], permission: str) -> bool:
        account = {
            "uid": {"type": "Account", "id": "anyone"},
            "attrs": {},
            "parents": [{"type": "Role", "id": role.value} for role in sorted(roles)],
        }
        result = cedarpy.is_authorized(
            {
                "principal": {"type": "Account", "id": "anyone"},
                "action": {"type": "Action", "id": permission},
                "resource": {"type": "County", "id": "county"},
            },
            self._policies,
            json.dumps([account]),
            self._schema,
        )
        return bool(result.allowed) and not result.diagnostics.errors


def load() -> Permissions:
    """The permissions of this release. Raises PolicyError."""
    here = files("zhouqi.service.identity")
    return Permissions(
        (here / "permissions.cedar").read_text(encoding="utf-8"),
        (here / "permissions.cedarschema").read_text(encoding="utf-8"),
    )
