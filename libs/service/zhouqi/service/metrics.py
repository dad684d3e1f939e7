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
        self.state = Gauge(
            "zhouqi_state",
            "What the database says of a service: lag, age, parked, stuck",
            ("service", "name", "of"),
            registry=self.registry,
        )

    def render(self) -> bytes:
        """All measurements as Prometheus reads them."""
        return generate_latest(self.registry)
