"""The lights of some projects change: their missing milestone is reported; and back: the report is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.distributed.cluster import Cluster
from tests.distributed.waiting import until
from tests.distributed.whole import rows
from tests.e2e.client import Client

_MISSING: Final = {
    "no_land": ("land", "planning"),
    "no_start": ("started", "construction"),
    "no_complete": ("completed", "construction"),
    "no_production": ("in_production", "industry"),
    "no_scale": ("scaled", "statistics"),
    "no_capacity": ("full_capacity", "industry"),
}
"""The milestone that a stall misses, and the department that owns it."""
_DATED: Final = "urn:zhouqi:problem:already-dated"
_COUNT: Final = "select count(*) from log.{} where type = 'LightChanged'"


@dataclass(frozen=True)
class Reported:
    """A milestone that was reported by an account, and counts."""

    project: str
    milestone: str
    account: str

    @property
    def path(self) -> str:
        """Of the project's routes."""
        return f"/api/lifecycle/projects/{self.project}"


def change(cluster: Cluster, most: int = 3) -> list[Reported]:
    """Report what some red projects miss, as of the last closed day; returns when their lights have changed.

    Of one that a source has dated meanwhile the light changes by itself: the next one is taken.
    """
    with Client(cluster.stack, token=cluster.token("leader")) as client:
        red = [one for one in client.projects(light="red") if one["light_stall"]]
        day = client.get("/api/ingest/day")["closed"]
    before = _counted(cluster, "warning", "event")
    reported: list[Reported] = []
    for one in red:
        milestone, owner = _MISSING[one["light_stall"]]
        report = Reported(one["id"], milestone, f"department-{owner}")
        said = {"on": day, "document": f"澄测〔2026〕{len(reported) + 101}号"}
        refused = _enter(cluster, report, f"milestones/{milestone}/report", said)
        assert refused in {None, _DATED}, refused
        if refused is None:
            reported.append(report)
        if len(reported) == most:
            break
    assert reported, "no project is red for what can be reported"
    changed = before + len(reported)
    until(lambda: _counted(cluster, "warning", "event") >= changed, 90, "the lights have changed")
    return reported


def change_back(cluster: Cluster, reported: list[Reported]) -> None:
    """Take these reports back; returns when the lights have changed again."""
    changed = _counted(cluster, "warning", "event") + len(reported)
    for number, one in enumerate(reported, 201):
        said = {
            "act": "take_back_report",
            "milestone": one.milestone,
            "reason": "误报",
            "document": f"澄测撤〔2026〕{number}号",
        }
        refused = _enter(cluster, one, "retraction", said)
        assert refused is None, refused
    until(lambda: _counted(cluster, "warning", "event") >= changed, 90, "the lights have changed back")


def stuck(cluster: Cluster) -> int:
    """Of how many projects the cockpit cannot read the light."""
    query = "select count(*) from rm.warning_fold where stuck is not null"
    ((count,),) = rows(cluster, "cockpit", query)
    return int(str(count))


def arrived(cluster: Cluster) -> bool:
    """Whether the cockpit has every light that warning wrote."""
    return _counted(cluster, "cockpit", "journal") >= _counted(cluster, "warning", "event")


def _enter(cluster: Cluster, report: Reported, act: str, said: Mapping[str, object]) -> str | None:
    """Enter it, and let the dispatcher grant what waits for a second account; the problem's type if it is refused."""
    with Client(cluster.stack, token=cluster.token(report.account)) as client:
        answer = client.post(f"{report.path}/{act}", said)
        done: dict[str, Any] = answer.json()
    if not answer.is_success:
        return str(done["type"])
    if done["request"] is None:
        return None
    with Client(cluster.stack, token=cluster.token("dispatcher")) as client:
        answer = client.post(f"{report.path}/requests/{done['request']}/decision", {"granted": True})
        assert answer.is_success, answer.text
    return None


def _counted(cluster: Cluster, service: str, log: str) -> int:
    ((count,),) = rows(cluster, service, _COUNT.format(log))
    return int(str(count))
