"""The register of enterprises: all that have projects in the county, and those of them that act in the simulation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhouqi.sources.county.accounts import Account, Role
from zhouqi.sources.county.county import County
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.seeded_random import SeededRandom

__all__ = [
    "RegisteredEnterprise",
    "account_of",
    "acting_enterprises",
    "acting_projects",
    "enterprise_accounts",
    "enterprises",
]

STAYS = timedelta(days=900)
"""Who acts has a project that neither ends nor is withdrawn within so many days after the scenario's."""

HONOURS = {
    "high_tech": 0.3,
    "tech_sme": 0.35,
    "specialised": 0.16,
    "little_giant": 0.04,
    "green_factory": 0.07,
    "hidden_champion": 0.03,
}
"""Shares of enterprises that are 高新技术企业, 科技型中小企业, 专精特新, 专精特新小巨人, 绿色工厂, 隐形冠军."""


@dataclass(frozen=True, slots=True)
class RegisteredEnterprise:
    """An enterprise as registered: its code and name, the township and branch of its first project.

    `above_scale`: in the statistics register by that day. `honours` are codes, such as `high_tech` or `specialised`.
    """

    code: str
    name: str
    township_code: str
    industry_code: str
    above_scale: bool
    honours: tuple[str, ...]


def enterprises(county: County, day: date) -> Iterator[RegisteredEnterprise]:
    """Answer every enterprise that has a project registered by the end of `day`, each once."""
    owned: dict[str, list[ProjectTruth]] = {}
    for truth in sorted(
        county.registered_by(day), key=lambda truth: (truth.project.registered, truth.project.serial)
    ):
        owned.setdefault(truth.project.enterprise.code, []).append(truth)
    for code, projects in owned.items():
        first = projects[0].project
        scaled = (truth.timeline.reached(Milestone.SCALED) for truth in projects)
        draw = SeededRandom(county.seed, "honours", code)
        yield RegisteredEnterprise(
            code=code,
            name=first.enterprise.name,
            township_code=first.township.code,
            industry_code=first.enterprise.industry.code,
            above_scale=first.enterprise.above_scale
            or any(reached is not None and reached <= day for reached in scaled),
            honours=tuple(honour for honour, share in HONOURS.items() if draw.chance(share)),
        )


def acting_enterprises(county: County, day: date) -> tuple[RegisteredEnterprise, ...]:
    """Answer the enterprises that have an account and act: about as many as the scenario says, the same every day."""
    acting = {truth.project.enterprise.code for truth in acting_projects(county)}
    return tuple(one for one in enterprises(county, day) if one.code in acting)


def acting_projects(county: County) -> tuple[ProjectTruth, ...]:
    """Answer a project of each acting enterprise: of the history, registered on the scenario's day and for long."""
    last = county.scenario.calendar.scenario_day + STAYS
    draw = SeededRandom(county.seed, "acting")
    able = [truth for truth in county.registered_projects if truth.ends is None or truth.ends > last]
    order = sorted(able, key=lambda truth: (draw.integer(0, 1_000_000), truth.project.serial))
    found: dict[str, ProjectTruth] = {}
    for truth in order:
        if len(found) == county.scenario.people.acting:
            break
        found.setdefault(truth.project.enterprise.code, truth)
    return tuple(found.values())


def account_of(code: str) -> str:
    """Answer the id of an enterprise's account."""
    return f"enterprise-{code.lower()}"


def enterprise_accounts(county: County) -> tuple[Account, ...]:
    """Answer the accounts of the acting enterprises: `enterprise-<code in lower case>`, limited to their own code."""
    owners = (truth.project.enterprise for truth in acting_projects(county))
    return tuple(Account(account_of(one.code), one.name, Role.ENTERPRISE, one.code) for one in owners)
