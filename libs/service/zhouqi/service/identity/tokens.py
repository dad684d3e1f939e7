"""Session tokens: what proves an identity to every service, without asking anyone.

A token is a JWT signed with HS256 and nothing else: the algorithm is fixed here, whatever a token
claims. It names its county, so that one county's token opens no other, and lasts eight hours by the
wall clock (simulated time never makes a token live longer).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, ValidationError

from zhouqi.service.identity.identity import Identity, Role, Scope

LIFETIME_SECONDS: Final = 8 * 3600
MIN_KEY_LENGTH: Final = 32
MAX_TOKEN_LENGTH: Final = 8192
CLOCK_SKEW_SECONDS: Final = 5
"""How far the clock of the machine that signed may be ahead of the one that reads."""
_ALGORITHMS: Final = ("HS256",)
_ISSUER: Final = "zhouqi"


@dataclass(frozen=True, slots=True)
class Session:
    """What a token proves: who signed in, which session that began, and when it ends by itself."""

    identity: Identity
    id: UUID
    ends: datetime


class InvalidToken(Exception):
    """The token proves nothing; the text names the reason for the log, not for the caller."""


class WeakKey(Exception):
    """The signing key is shorter than 32 characters."""


class _ScopeClaim(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    everywhere: bool = False
    townships: list[str] = []
    departments: list[str] = []
    enterprises: list[str] = []


class _Claims(BaseModel):
    model_config = ConfigDict(extra="ignore")

    sub: str
    jti: UUID
    exp: int
    roles: list[Role]
    scope: _ScopeClaim


class Tokens:
    """Signs and reads the tokens of one county."""

    def __init__(self, key: str, county: str, now: Callable[[], float] = time.time) -> None:
        if len(key) < MIN_KEY_LENGTH:
            raise WeakKey(f"the signing key has {len(key)} characters; at least {MIN_KEY_LENGTH} are needed")
        self._key = OctKey.import_key(key)
        self._county = county
        self._now = now
        self._registry = jwt.JWTClaimsRegistry(
            now=lambda: int(self._now()),
            leeway=CLOCK_SKEW_SECONDS,
            iss={"essential": True, "value": _ISSUER},
            aud={"essential": True, "value": county},
            sub={"essential": True},
            jti={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
        )

    def sign(self, identity: Identity) -> str:
        """A token for ``identity``, valid from now for eight hours."""
        now = int(self._now())
        scope = identity.scope
        claims: dict[str, object] = {
            "iss": _ISSUER,
            "aud": self._county,
            "sub": identity.account,
            "jti": uuid4().hex,
            "roles": sorted(identity.roles),
            "scope": {
                "everywhere": scope.everywhere,
                "townships": sorted(scope.townships),
                "departments": sorted(scope.departments),
                "enterprises": sorted(scope.enterprises),
            },
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
        }
        return jwt.encode({"alg": _ALGORITHMS[0]}, claims, self._key, algorithms=_ALGORITHMS)

    def read(self, token: str) -> Identity:
        """The identity that ``token`` proves. Raises InvalidToken."""
        return self.session(token).identity

    def session(self, token: str) -> Session:
        """The session that ``token`` proves. Raises InvalidToken."""
        if len(token) > MAX_TOKEN_LENGTH:
            raise InvalidToken("too long")
        try:
            claims = jwt.decode(token, self._key, algorithms=_ALGORITHMS).claims
            self._registry.validate(claims)
            if claims["exp"] - claims["iat"] > LIFETIME_SECONDS:
                raise InvalidToken("lives too long")
            if claims["exp"] <= self._now():  # clocks that differ let no token live longer
                raise ExpiredTokenError("exp")
            return _session(claims)
        except (JoseError, ValidationError, ValueError, TypeError) as error:
            raise InvalidToken(type(error).__name__) from None


def _session(claims: Mapping[str, object]) -> Session:
    read = _Claims.model_validate(claims)
    scope = Scope(
        read.scope.everywhere,
        frozenset(read.scope.townships),
        frozenset(read.scope.departments),
        frozenset(read.scope.enterprises),
    )
    identity = Identity(read.sub, frozenset(read.roles), scope)
    return Session(identity, read.jti, datetime.fromtimestamp(read.exp, UTC))
