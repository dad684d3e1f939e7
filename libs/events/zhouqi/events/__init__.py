"""The one mechanism: two logs, one loop, one fold.

A service decides (``decide``, ``handle``) into its store, the relay publishes the store (``relay``),
a consumer writes what others publish into the journal (``consume``, ``receive``), projections fold
either log into read models (``projection``, ``fold``), reactions turn the journal into commands of
our own (``react``), and read models can be rebuilt at any time (``rebuild``).
"""

from zhouqi.events.clock import COUNTY_ZONE, Clock, FileClock, SystemClock, clock_from
from zhouqi.events.context import Context
from zhouqi.events.contracts import Decoder, Fact, Undecodable
from zhouqi.events.decide import AnyCommand, Command, Decider, Outcome, Rejected
from zhouqi.events.event import Event, Step
from zhouqi.events.handle import Conflict, Handler
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.kafka import Kafka
from zhouqi.events.log import JOURNAL, STORE, Log
from zhouqi.events.projection import Projection, ReadModel, Summary, Table, View
from zhouqi.events.react import Happened, Intent, NotYet, Reaction, each

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
    "Happened",
    "Heartbeat",
    "Intent",
    "Kafka",
    "Log",
    "NotYet",
    "Outcome",
    "Projection",
    "Reaction",
    "ReadModel",
    "Rejected",
    "Step",
    "Summary",
    "SystemClock",
    "Table",
    "Undecodable",
    "View",
    "clock_from",
    "each",
]
