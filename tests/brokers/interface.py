"""What a test may do with a broker, whichever it is."""

from abc import ABC, abstractmethod


class Broker(ABC):
    """A broker of a test session. Its methods block; in async tests call them by ``asyncio.to_thread``."""

    name: str
    """``embedded`` or ``kafka``."""
    idempotence: bool
    """Whether it knows idempotent producers."""
    bootstrap: str
    """``host:port``, the same over every stop and start."""

    @abstractmethod
    def start(self) -> None:
        """Start it; returns when it answers. Does nothing when it runs."""

    @abstractmethod
    def stop(self, *, kill: bool = False) -> None:
        """End it, by ``kill`` at once. Does nothing when it does not run."""

    @abstractmethod
    def wipe(self) -> None:
        """End it and let it come back empty: no topic, no group, no offset."""

    @abstractmethod
    def clear(self) -> None:
        """Make it run and hold no topic, the quickest way: what every test begins with."""

    @abstractmethod
    def pause(self) -> None:
        """Let it stand still, connections open."""

    @abstractmethod
    def resume(self) -> None:
        """End a pause."""

    def restart(self, *, kill: bool = False) -> None:
        """Stop and start. A broker that keeps its data on disk has it again, the embedded one comes back empty."""
        self.stop(kill=kill)
        self.start()
