"""The data folder of a stack: what lies where, whose it is, and who uses it now."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from zhouqi.local.errors import StackError
from zhouqi.local.layout import Layout

VERSION = 2
"""Version of the folder's layout and of the county that the sources simulate; any other one is refused.

Tables migrate. But another release may simulate another county under the same seed, and records of two
counties under the same numbers would contradict each other: 1 knew the projects' registrations alone.
"""


class Manifest(BaseModel):
    """What ``about.json`` says: which simulated county the data holds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int
    seed: int
    size: int


class DataFolder(Layout):
    """The data folder at ``path``; nothing is made or changed but by the methods that say so."""

    def check(self, seed: int, size: int) -> None:
        """Raise StackError with one line when a stack of this county cannot use the folder. Touches nothing."""
        if self.path.exists() and not self.path.is_dir():
            raise StackError(f"{self.path} is no folder: choose another one with DATA=")
        self._check_writable()
        if not self.path.exists():
            return
        if self.in_use():
            raise StackError(
                f"{self.path} is in use by another stack{self._where()}: end that one, or choose another DATA="
            )
        if not self.about.exists():
            if any(path.name != "lock" for path in self.path.iterdir()):
                raise StackError(
                    f"{self.path} holds other things than Zhouqi's data: choose another folder with DATA="
                )
            return
        found = self.read_manifest()
        if found.version > VERSION:
            raise StackError(
                f"{self.path} was written by a newer version of Zhouqi (data {found.version}, this one knows "
                f"{VERSION}): update Zhouqi, or choose another folder with DATA="
            )
        if found.version < VERSION:
            raise StackError(
                f"{self.path} was written by an earlier version of Zhouqi, which simulated another county "
                f"(data {found.version}, this one simulates {VERSION}): choose another folder with DATA=, or "
                f"remove this one's data with `zhouqi reset --data {self.path}`"
            )
        if (found.seed, found.size) != (seed, size):
            raise StackError(
                f"{self.path} holds the county of SEED={found.seed} SIZE={found.size}, not of SEED={seed} "
                f"SIZE={size}: choose another folder with DATA=, or remove this one's data with "
                f"`zhouqi reset --data {self.path}`"
            )

    def read_manifest(self) -> Manifest:
        """Which county the data holds. Raises StackError when the file says nothing usable."""
        try:
            return Manifest.model_validate_json(self.about.read_bytes())
        except (OSError, ValidationError):
            raise StackError(
                f"{self.about} cannot be read: restore it from a backup, or remove the data with "
                f"`zhouqi reset --data {self.path}`"
            ) from None

    def in_use(self) -> bool:
        """True when a stack, or the guardian of one that just ended, holds the folder."""
        try:
            descriptor = os.open(self.lock_file, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(descriptor)
        return False

    @contextmanager
    def lock(self) -> Iterator[int]:
        """Make the folder when there is none and hold it; gives the file descriptor that holds it.

        Raises StackError when the folder cannot be made or somebody else holds it.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unwritable(error.strerror or str(error)) from None
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StackError(
                    f"{self.path} is in use by another stack: end that one, or choose another DATA="
                ) from None
            yield descriptor
        finally:
            os.close(descriptor)

    def claim(self, seed: int, size: int) -> None:
        """Say which county the data will be of, and make the folders."""
        for folder in (self.logs, self.secrets, self.drops, self.returns):
            folder.mkdir(mode=0o700, exist_ok=True)
        if not self.about.exists():
            write_atomically(self.about, {"version": VERSION, "seed": seed, "size": size})

    def _check_writable(self) -> None:
        nearest = next(path for path in (self.path, *self.path.absolute().parents) if path.exists())
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise self._unwritable("permission denied")

    def _unwritable(self, why: str) -> StackError:
        return StackError(f"{self.path} cannot be written ({why}): choose another folder with DATA=")

    def _where(self) -> str:
        try:
            address = json.loads(self.stack.read_bytes())["address"]
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        return f" ({address})"


def write_atomically(path: Path, content: object) -> None:
    """Write JSON for this account alone, in one step: a reader sees all of it or what was there before."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
