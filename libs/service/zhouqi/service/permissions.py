"""Who may do what: roles to permissions, and rows to scopes, as Cedar policies in ``permissions.cedar``."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

import cedarpy
from pydantic import BaseModel

from zhouqi.service.identity import Identity, Role, Scope
from zhouqi.service.scope import Place, attributes

_NOBODY = Scope()


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
    """The policies, read once. Decisions take about 0.2 ms; those about roles alone are remembered."""

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
        self._of_roles = lru_cache(maxsize=1024)(self._decide_roles)

    def may(self, identity: Identity, permission: str) -> bool:
        """True when one of the roles carries ``permission``; says nothing about any row yet."""
        return self._of_roles(identity.roles, permission)

    def may_on(self, identity: Identity, permission: str, place: Place) -> bool:
        """True when the identity has ``permission`` for the row that lies at ``place``."""
        row = {"uid": {"type": "Row", "id": "row"}, "attrs": dict(attributes(place)), "parents": []}
        return self._decide(identity, permission, "Row", [row])

    def of(self, identity: Identity) -> tuple[str, ...]:
        """All permissions that the identity's roles carry, sorted."""
        return tuple(sorted(name for name in self.known if self.may(identity, name)))

    def _decide_roles(self, roles: frozenset[Role], permission: str) -> bool:
        return self._decide(Identity("anyone", roles, _NOBODY), permission, "County", [])

    def _decide(
        self, identity: Identity, permission: str, resource: str, rows: list[dict[str, object]]
    ) -> bool:
        result = cedarpy.is_authorized(
            {
                "principal": {"type": "Account", "id": identity.account},
                "action": {"type": "Action", "id": permission},
                "resource": {"type": resource, "id": "row" if rows else "county"},
            },
            self._policies,
            json.dumps([_account(identity), *rows]),
            self._schema,
        )
        return bool(result.allowed) and not result.diagnostics.errors


def load() -> Permissions:
    """The permissions of this release. Raises PolicyError."""
    here = files("zhouqi.service")
    return Permissions(
        (here / "permissions.cedar").read_text(encoding="utf-8"),
        (here / "permissions.cedarschema").read_text(encoding="utf-8"),
    )


def _account(identity: Identity) -> dict[str, object]:
    scope = identity.scope
    return {
        "uid": {"type": "Account", "id": identity.account},
        "attrs": {
            "everywhere": scope.everywhere,
            "townships": sorted(scope.townships),
            "departments": sorted(scope.departments),
            "enterprises": sorted(scope.enterprises),
        },
        "parents": [{"type": "Role", "id": role.value} for role in sorted(identity.roles)],
    }
