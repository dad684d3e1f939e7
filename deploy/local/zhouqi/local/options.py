"""What `zhouqi up` was asked for."""

from dataclasses import dataclass
from pathlib import Path

DATA = Path(".zhouqi")


@dataclass(frozen=True)
class Options:
    """The options of the embedded stack, as `make run` names them."""

    port: int = 8000
    """The pages and the API."""
    bus_port: int = 9092
    """The bus."""
    data: Path = DATA
    """The folder of all data."""
    seed: int = 1
    """Which simulated county."""
    size: int = 500
    """How many projects it has."""
    speed: float = 0.0
    """Seconds that a simulated day takes; 0 lets time stand still."""
    parent: int = 0
    """The process without which the stack ends too; 0 when there is none."""
