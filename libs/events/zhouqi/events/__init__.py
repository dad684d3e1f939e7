"""The one mechanism: two logs, one loop, one fold.

A service decides (``commands.decide``, ``commands.handle``) into its store, the relay publishes the store
(``bus.relay``), a consumer writes what others publish into the journal (``bus.consume``, ``bus.receive``), projections
fold either log into read models (``fold.projection``, ``fold.projector``), reactions turn the journal into commands of
our own (``commands.react``), and read models can be rebuilt at any time (``fold.rebuild``).

``log`` is what both logs are, ``contracts`` what their events say. ``fast`` does nothing that the others do not, and
``contract_tools`` is needed by a build alone. ``docs/architecture.md`` leads through the plain path.
"""

from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.clock import COUNTY_ZONE, Clock, FileClock, SystemClock, clock_from
from zhouqi.events.commands.decide import AnyCommand, Command, Decider, Outcome, Rejected
from zhouqi.events.commands.handle import Conflict, Handler
from zhouqi.events.commands.react import Intent, NotYet, Reaction, ReceivedFact, per_event
from zhouqi.events.context import Context
from zhouqi.events.contracts import Decoder, Fact, Undecodable
from zhouqi.events.fold.projection import Projection, ReadModel, Summary, Table, View
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.event import Event, StreamEvent
from zhouqi.events.log.event_log import JOURNAL, STORE, Log

__all__ = [
    "COUNTY_ZONE",
    "JOURNAL",
    "STORE",
    "AnyCommand",
    "Clock",
    "Command",
    "Conflict",
    "Context",
    "Decider",
    "Decoder",
    "Event",
    "Fact",
    "FileClock",
    "Handler",
    "Heartbeat",
    "Intent",
    "Kafka",
    "Log",
    "NotYet",
    "Outcome",
    "Projection",
    "Reaction",
    "ReadModel",
    "ReceivedFact",
    "Rejected",
    "StreamEvent",
    "Summary",
    "SystemClock",
    "Table",
    "Undecodable",
    "View",
    "clock_from",
    "per_event",
]
