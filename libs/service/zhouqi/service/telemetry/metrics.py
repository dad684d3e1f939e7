"""Measurements of one process, in Prometheus' text format."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The instruments of a process. Names begin with ``zhouqi_``, times are in seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "zhouqi_request_seconds",
            "Time from a request's arrival to the end of its answer",
            ("service", "method", "route", "status"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.failures = Counter(
            "zhouqi_request_failures",
            "Requests that ended in an unknown error",
            ("service",),
            registry=self.registry,
        )
        self.heartbeat = Gauge(
            "zhouqi_loop_heartbeat_age_seconds",
            "Time since a loop last said that it is alive",
            ("service", "loop"),
            registry=self.registry,
        )
        self.restarts = Counter(
            "zhouqi_loop_restarts",
            "Loops that failed and were started anew",
            ("service", "loop"),
            registry=self.registry,
        )
        self.log_head = self._gauge("log_head", "Events in a log: event (decided), journal (received)", "log")
        self.relay_events = self._gauge("relay_lag_events", "Events that the relay has not published yet")
        self.relay_seconds = self._gauge(
            "relay_lag_seconds", "Time for which the relay has not moved while something waits"
        )
        self.consumer_events = self._gauge(
            "consumer_lag_events", "Events in the topics that the consumer has not taken yet"
        )
        self.consumer_seconds = self._gauge(
            "consumer_oldest_unread_seconds", "Time for which the oldest of them has stood in its topic"
        )
        self.reaction_events = self._gauge(
            "reaction_lag_events", "Received events that a reaction has not worked off yet", "reaction"
        )
        self.reaction_seconds = self._gauge(
            "reaction_lag_seconds", "Time for which it has not moved while something waits", "reaction"
        )
        self.parked = self._gauge("parked", "Messages and reactions that were put aside and are not settled")
        self.strange = self._gauge(
            "strange", "Messages of others in our topics that were kept and are not settled"
        )
        self.stuck = self._gauge("stuck", "Streams whose rows stand still")
        self.halted = self._gauge("halted", "1 while the consumer takes nothing until an operator has looked")

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(f"zhouqi_{name}", says, ("service", *labels), registry=self.registry)

    def render(self) -> bytes:
        """All measurements as Prometheus reads them."""
        return generate_latest(self.registry)
