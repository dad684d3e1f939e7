"""The embedded broker, in memory: every start is an empty one."""

from pathlib import Path

from tests.brokers.process import BrokerProcess
from zhouqi.local import tansu


class TansuBroker(BrokerProcess):
    """The broker of the embedded profile."""

    name = "embedded"
    idempotence = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, patience=20)

    def command(self) -> list[str]:
        return tansu.broker_command(self.port)

    def stop(self, *, kill: bool = False) -> None:
        # It keeps nothing, so there is nothing to be gentle about; asked to end it waits for its connections.
        super().stop(kill=True)

    def wipe(self) -> None:
        self.restart()

    def clear(self) -> None:
        self.restart()
