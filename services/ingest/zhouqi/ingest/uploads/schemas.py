"""What is sent with a file, and what is answered of it."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, EncodedBytes, EncoderProtocol, Field, StringConstraints

from zhouqi.ingest.access import Answer
from zhouqi.ingest.intake.recorded import Verdict
from zhouqi.ingest.rejections.reason import Reason
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.service.text import Name, SearchText

MOST_FILE_BYTES: Final = 2 * 1024 * 1024
MOST_BODY_BYTES: Final = 3 * 1024 * 1024
"""Of a request: the file in Base64, and what is said of it."""

_FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class _StrictBase64(EncoderProtocol):
    """Base64 and nothing else: what does not decode is no file."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        """The bytes. Raises ValueError."""
        try:
            return b64decode(data, validate=True)
        except binascii.Error as error:
            raise ValueError("no Base64") from error

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        """The same in Base64."""
        return b64encode(value)

    @classmethod
    def get_json_format(cls) -> str:
        """What schemas call it."""
        return "base64"


class UploadedFile(BaseModel):
    """A file. ``columns`` say, by field, under which header of the file it stands, where that is not known."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    content: Annotated[
        bytes, EncodedBytes(encoder=_StrictBase64), Field(min_length=1, max_length=MOST_FILE_BYTES)
    ]
    columns: Annotated[dict[_FieldName, SearchText], Field(max_length=64)] = Field(default_factory=dict)


class KindColumn(Answer):
    """A column of a kind's files: its field, the county's header for it."""

    field: str
    header: str


class LoadableKind(Answer):
    """A kind whose files the caller may load."""

    kind: str
    columns: list[KindColumn]


class FoundColumn(KindColumn):
    """The same with what was found in a file: its header there, and the unit of its amounts."""

    found: str | None
    unit: str | None


class FileRow(Answer):
    """A row: its number in the file, what stands there by field, the verdict, and why it is refused."""

    row: int
    cells: dict[str, str]
    verdict: Verdict
    findings: list[Reason]


class FileOutcome(Answer):
    """What becomes of a file, or became of it.

    ``refused`` is why nothing of it can be read, ``said`` says more in the file's own words; ``headers`` is then
    what stands where headers might be, to choose from. ``rows`` are the refused ones first, at most 100.
    """

    refused: RefusalCause | None
    said: str
    headers: list[str]
    sheet: str
    header_from: int
    header_to: int
    columns: list[FoundColumn]
    taken: int
    unchanged: int
    rejected: int
    left_out: int
    rows: list[FileRow]
