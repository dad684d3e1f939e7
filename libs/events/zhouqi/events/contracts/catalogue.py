"""The catalogue: every event type, its contract, and the one service that publishes it.

A topic is named as its type. What a department may not read is another topic.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhouqi.events.contracts import ingest, issues, lifecycle, policy, warning
from zhouqi.events.contracts.fact import Fact

RECORDS: tuple[type[ingest.RecordFact], ...] = (
    ingest.AgreementReviewed,
    ingest.LandSupplied,
    ingest.ProjectFiled,
    ingest.EnergyReviewed,
    ingest.EnvironmentAssessed,
    ingest.PlanningPermitted,
    ingest.ConstructionPermitted,
    ingest.StatisticsEntered,
    ingest.InvestmentReported,
    ingest.InputsReported,
    ingest.AttendanceReported,
    ingest.SitePictured,
    ingest.AcceptanceRecorded,
    ingest.SalesReported,
    ingest.TaxReported,
    ingest.PolicyPaymentRecorded,
    ingest.PerformanceEvaluated,
)
"""What sources record of projects, beside their registration."""

PUBLISHED: Mapping[str, tuple[type[Fact], ...]] = MappingProxyType(
    {
        "ingest": (
            ingest.TownshipRegistered,
            ingest.EnterpriseRegistered,
            ingest.AccountGranted,
            ingest.AccountRevoked,
            ingest.CalendarPublished,
            ingest.ProjectRegistered,
            *RECORDS,
            ingest.RecordLinked,
            ingest.RecordWithdrawn,
            ingest.RecordRejected,
            ingest.ConnectionChanged,
            ingest.CollectionCompleted,
            ingest.CollectionFailed,
            ingest.DayClosed,
        ),
        "lifecycle": (
            lifecycle.ProjectSigned,
            lifecycle.ProjectAssigned,
            lifecycle.MilestonePlanned,
            lifecycle.MilestoneReached,
            lifecycle.MilestoneCorrected,
            lifecycle.MilestoneExtended,
            lifecycle.ProjectTerminated,
            lifecycle.ProjectResumed,
            lifecycle.ProgressClosed,
            lifecycle.ProjectActDecided,
            lifecycle.ProjectActRequested,
            lifecycle.ProjectEnteredLate,
        ),
        "warning": (
            warning.LightChanged,
            warning.StallDetected,
            warning.StallCleared,
            warning.StallReopened,
            warning.StallRetracted,
            warning.WarningClosed,
            warning.DelayForecast,
        ),
        "issues": (
            issues.IssueRaised,
            issues.IssueAccepted,
            issues.IssueDeclined,
            issues.IssueAssigned,
            issues.IssueReturned,
            issues.IssueSigned,
            issues.IssueAnswered,
            issues.IssueRated,
            issues.IssueReopened,
            issues.IssueClosed,
            issues.IssueEnteredLate,
        ),
        "policy": (
            policy.PolicyPublished,
            policy.PolicyWithdrawn,
            policy.EnterpriseProfiled,
            policy.PoliciesMatched,
        ),
    }
)
"""Service -> the facts that it alone publishes."""

CONTRACTS: Mapping[str, type[Fact]] = MappingProxyType(
    {fact.type(): fact for facts in PUBLISHED.values() for fact in facts}
)
"""Event type -> its contract at the current version."""

WRITTEN: Mapping[str, int] = MappingProxyType({name: fact.written() for name, fact in CONTRACTS.items()})
"""Event type -> the version that its service writes unless a setting says another.

A contract's newer versions are accepted only: they are read by this code and written by nobody yet.
"""

OWNERS: Mapping[str, str] = MappingProxyType(
    {fact.type(): service for service, facts in PUBLISHED.items() for fact in facts}
)
"""Event type -> the service that publishes it."""


def topics_of(service: str) -> tuple[str, ...]:
    """The topics that ``service`` owns, in the catalogue's order; none for a mere reader."""
    return tuple(fact.type() for fact in PUBLISHED.get(service, ()))
