"""Why a file is refused as a whole."""

from __future__ import annotations

from enum import StrEnum


class RefusalCause(StrEnum):
    """What is wrong with a file. The value is the code of the finding that the refusal carries."""

    TOO_LARGE = "too_large"
    """More bytes, rows, columns or cells than a workbook may have, or more memory than it may take to read."""
    TOO_SLOW = "too_slow"
    """It takes more time to read than it may."""
    NO_WORKBOOK = "no_workbook"
    """Damaged."""
    ENCRYPTED = "encrypted"
    """A workbook with a password."""
    OTHER_CONTENT = "other_content"
    """Not what its name says: a text or a page that was named a workbook, or a workbook that was named a text."""
    BAD_ENCODING = "bad_encoding"
    """A text that is neither in UTF-8 nor in GB18030."""
    INCOMPLETE = "incomplete"
    """The beginning of a workbook without its end."""
    NO_HEADER = "no_header"
    """No row near the top of any sheet holds all headers of the kind, or one is missing there."""
    NO_UNIT = "no_unit"
    """A column of money does not say its unit, nor does the title of the sheet."""
    COLUMN_TWICE = "column_twice"
    """A header stands twice: nobody can tell which of the columns counts."""
    SEVERAL_SHEETS = "several_sheets"
    """Several sheets hold records; nobody can tell which one counts."""
    OTHER_FORMAT = "other_format"
    """A file that is neither .xlsx, .xls, .et, .ods nor .csv by its name."""
    NO_FILE = "no_file"
    """A folder, a link, or something else that is no file."""
    FILE_NAME = "file_name"
    """A name that is not in UTF-8."""
    NO_PERMISSION = "no_permission"
    """A file that this service may not, or cannot, read."""
    LOCKED = "locked"
    """A file that another program holds open for itself; it is looked at again."""
    MISPLACED = "misplaced"
    """A file or a folder beside those of the kinds, where nothing is read."""
    ARRIVING = "arriving"
    """Still being written; it is looked at again."""


class UnreadableWorkbook(Exception):
    """The file is no workbook of its kind. ``said`` says more, in the words of the file: headers, a sheet's name."""

    def __init__(self, cause: RefusalCause, said: str = "") -> None:
        super().__init__(f"{cause} {said}".strip())
        self.cause = cause
        self.said = said
