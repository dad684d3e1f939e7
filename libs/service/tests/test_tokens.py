"""What must not pass for a token, and what must."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.identity.tokens import CLOCK_SKEW_SECONDS, LIFETIME_SECONDS, InvalidToken, Tokens, WeakKey

KEY = "k" * 32
NOW = 1_790_000_000.0
AGENT = Identity("agent-1", frozenset({Role.AGENT}), Scope(townships=frozenset({"330529001"})))


def tokens(key: str = KEY, county: str = "330529", now: float = NOW) -> Tokens:
    return Tokens(key, county, lambda: now)


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def parts(token: str) -> tuple[dict[str, object], dict[str, object]]:
    header, claims, _ = token.split(".")
    return json.loads(base64.urlsafe_b64decode(header + "==")), json.loads(
        base64.urlsafe_b64decode(claims + "==")
    )


def forge(
    header: dict[str, object], claims: dict[str, object], key: str = KEY, digest: str = "sha256"
) -> str:
    """A token made by hand, without the library that reads it."""
    head, body = b64(json.dumps(header).encode()), b64(json.dumps(claims).encode())
    signature = hmac.new(key.encode(), f"{head}.{body}".encode(), getattr(hashlib, digest)).digest()
    return f"{head}.{body}.{b64(signature)}"


def test_an_identity_survives_its_token() -> None:
    assert tokens().read(tokens().sign(AGENT)) == AGENT


def test_a_token_lasts_eight_hours_of_the_wall_clock() -> None:
    token = tokens().sign(AGENT)
    assert tokens(now=NOW + LIFETIME_SECONDS - 1).read(token) == AGENT
    with pytest.raises(InvalidToken, match="ExpiredTokenError"):
        tokens(now=NOW + LIFETIME_SECONDS).read(token)


def test_a_clock_that_is_a_little_ahead_signs_what_others_read() -> None:
    token = tokens(now=NOW + CLOCK_SKEW_SECONDS).sign(AGENT)
    assert tokens().read(token) == AGENT
    with pytest.raises(InvalidToken, match="InvalidClaimError"):
        tokens(now=NOW - 1).read(token)


def test_another_key_or_county_opens_nothing() -> None:
    token = tokens().sign(AGENT)
    for other in (tokens(key="o" * 32), tokens(county="330521")):
        with pytest.raises(InvalidToken):
            other.read(token)


def test_a_hand_made_token_of_the_right_form_passes() -> None:
    """The forger itself works, so that its failures below mean something."""
    header, claims = parts(tokens().sign(AGENT))
    assert tokens().read(forge(header, claims)) == AGENT


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS384", "HS512", "RS256", ""])
def test_no_other_algorithm_is_believed(algorithm: str) -> None:
    _, claims = parts(tokens().sign(AGENT))
    digest = {"HS384": "sha384", "HS512": "sha512"}.get(algorithm, "sha256")
    token = forge({"alg": algorithm, "typ": "JWT"}, claims, digest=digest)
    with pytest.raises(InvalidToken):
        tokens().read(token)
    unsigned = token.rsplit(".", 1)[0] + "."
    with pytest.raises(InvalidToken):
        tokens().read(unsigned)


def test_claims_that_were_changed_do_not_pass() -> None:
    header, claims = parts(tokens().sign(AGENT))
    signature = tokens().sign(AGENT).rsplit(".", 1)[1]
    claims["roles"] = ["leader"]
    token = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}.{signature}"
    with pytest.raises(InvalidToken, match="BadSignatureError"):
        tokens().read(token)


@pytest.mark.parametrize(
    "change",
    [
        {"exp": None},
        {"exp": "never"},
        {"exp": NOW + 10 * LIFETIME_SECONDS},
        {"iat": NOW + 60},
        {"iss": "someone"},
        {"aud": "330521"},
        {"aud": None},
        {"sub": None},
        {"sub": 7},
        {"roles": ["emperor"]},
        {"roles": None},
        {"scope": None},
        {"scope": {"everywhere": "yes"}},
        {"scope": {"everywhere": True, "galaxy": True}},
        {"scope": {"townships": [1]}},
    ],
)
def test_claims_that_do_not_fit_are_refused_even_when_signed(change: dict[str, object]) -> None:
    header, claims = parts(tokens().sign(AGENT))
    claims |= change
    token = forge(header, {name: value for name, value in claims.items() if value is not None})
    with pytest.raises(InvalidToken):
        tokens().read(token)


@given(st.text(max_size=200) | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True))
def test_nonsense_is_refused_and_never_crashes(text: str) -> None:
    with pytest.raises(InvalidToken):
        tokens().read(text)


def test_a_huge_token_is_not_even_looked_at() -> None:
    with pytest.raises(InvalidToken, match="too long"):
        tokens().read("a" * 100_000)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(WeakKey):
        tokens(key="short")
