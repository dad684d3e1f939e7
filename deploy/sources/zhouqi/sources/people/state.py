"""How far the people got: a small file that a restart goes on from."""

import logging
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from zhouqi.sources.drops.folder import put_whole

__all__ = ["PeopleState", "StateFile"]

logger = logging.getLogger("zhouqi.people")


class PeopleState(BaseModel):
    """All acts up to `entered_until` (none yet: null) are done or were given up, `done` and `refused` of them."""

    model_config = ConfigDict(frozen=True)

    entered_until: AwareDatetime | None = None
    done: int = Field(default=0, ge=0)
    refused: int = Field(default=0, ge=0)

    def after(self, now: datetime, done: int, refused: int) -> "PeopleState":
        """Answer the progress when all acts up to `now` are through, `done` and `refused` more of them."""
        return PeopleState(entered_until=now, done=self.done + done, refused=self.refused + refused)


class StateFile:
    """The file of the progress; a reader finds it whole at any time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> PeopleState:
        """Answer the progress; none when the file is missing or spoilt: what was done is then repeated harmlessly."""
        try:
            return PeopleState.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return PeopleState()
        except ValidationError:
            logger.warning("the state file %s says nothing usable; all acts are repeated", self._path)
            return PeopleState()

    def write(self, progress: PeopleState) -> None:
        """Replace the file. Raises `OSError`."""
        put_whole(self._path, progress.model_dump_json().encode())
