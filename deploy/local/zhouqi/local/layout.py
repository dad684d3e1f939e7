"""What lies where in a data folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The places of the data folder at ``path``."""

    path: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data."""
        return self.path / "postgres"

    @property
    def logs(self) -> Path:
        """One file for each process."""
        return self.path / "logs"

    @property
    def secrets(self) -> Path:
        """Keys and tokens, for this account alone."""
        return self.path / "secrets"

    @property
    def clock(self) -> Path:
        """The anchor of business time, read by every process."""
        return self.path / "clock.json"

    @property
    def accounts(self) -> Path:
        """The demo accounts of this county, written at each start."""
        return self.path / "accounts.toml"

    @property
    def drops(self) -> Path:
        """Where the sources drop their workbooks."""
        return self.path / "drops"

    @property
    def returns(self) -> Path:
        """Where a report of each dropped file comes back."""
        return self.path / "returns"

    @property
    def people(self) -> Path:
        """How far the county's people got with what they enter."""
        return self.path / "people.json"

    @property
    def stack(self) -> Path:
        """How to reach the running stack; there while it runs."""
        return self.path / "stack.json"

    @property
    def about(self) -> Path:
        """Which county."""
        return self.path / "about.json"

    @property
    def lock_file(self) -> Path:
        """Locked by the stack that uses the folder, and by its guardian."""
        return self.path / "lock"
