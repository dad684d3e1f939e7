"""What one service's mechanism consists of, declared in plain code."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhouqi.events.commands.react import Reaction
from zhouqi.events.contracts import OWNERS, Decoder, Fact
from zhouqi.events.fold.projection import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One bounded context: what it publishes, what it listens to, what it folds, how it reacts.

    ``origin`` names this very object as ``module:attribute``, so that rebuild workers find it.
    """

    name: str
    origin: str
    publishes: tuple[type[Fact], ...] = ()
    subscribes: tuple[type[Fact], ...] = ()
    read_model: ReadModel = field(default_factory=ReadModel)
    reactions: tuple[Reaction, ...] = ()
    decoder: Decoder = field(default_factory=Decoder)
    owners: Mapping[str, str] = field(default_factory=lambda: OWNERS)
    """Topic -> the one service that publishes it."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that this service owns."""
        return tuple(fact.type() for fact in self.publishes)

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """The topics that this service consumes."""
        return tuple(fact.type() for fact in self.subscribes)


def load(origin: str) -> Context:
    """The context that ``module:attribute`` names. Raises TypeError when it names none."""
    module, _, attribute = origin.partition(":")
    context = getattr(importlib.import_module(module), attribute, None)
    if not isinstance(context, Context):
        raise TypeError(f"{origin} is no context")
    return context
