"""What differs between the catalogue as it was published and its files. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhouqi.events.contracts.policy import PolicyPublished
from zhouqi.policy.catalogue.decider import same

Change: TypeAlias = PolicyPublished | None
"""What is to be published, or None: it is to be withdrawn."""


@dataclass(frozen=True, slots=True)
class CataloguedPolicy:
    """A policy as it stands in the catalogue at ``sequence``: all its editions, the newest last.

    The first ``lapsed`` of them were withdrawn; when all were, so is the policy.
    """

    editions: tuple[PolicyPublished, ...]
    lapsed: int
    sequence: int

    @property
    def published(self) -> PolicyPublished:
        """The newest edition."""
        return self.editions[-1]

    @property
    def valid_editions(self) -> tuple[PolicyPublished, ...]:
        """The editions that were not withdrawn."""
        return self.editions[self.lapsed :]

    @property
    def withdrawn(self) -> bool:
        """Whether none stands."""
        return not self.valid_editions


def catalogue_diff(
    kept: Mapping[str, CataloguedPolicy], policies: Sequence[PolicyPublished]
) -> dict[str, Change]:
    """What has to be said so that the catalogue holds ``policies`` and nothing else, by the policy's id."""
    wanted = {one.policy: one for one in policies}
    published: dict[str, Change] = {
        name: one
        for name, one in wanted.items()
        if name not in kept or kept[name].withdrawn or not same(kept[name].published, one)
    }
    gone: dict[str, Change] = {
        name: None for name, one in kept.items() if name not in wanted and not one.withdrawn
    }
    return published | gone
