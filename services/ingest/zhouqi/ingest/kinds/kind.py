"""What a kind of record is: where it comes from, who owns it, when it is due, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import ValidationError

from zhouqi.events.contracts.ingest import ProjectRegistered, RecordFact
from zhouqi.ingest.kinds.wire import Wire
from zhouqi.ingest.reading import Fields, moment
from zhouqi.service.language import Text


@dataclass(frozen=True, slots=True)
class Place:
    """What reading needs to know of the county: its id, its townships' codes, and the business day."""

    county: str
    townships: frozenset[str]
    today: date


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a raw record: its name on the wire, how it is read, and what it is in the contract.

    ``happened``: it is a day on which something happened, so it can't lie behind the business day.
    ``says`` is the contract's name for it, if that is another.
    """

    name: str
    read: Callable[[str], object]
    required: bool = False
    happened: bool = False
    says: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One of the kinds of data that the county collects.

    ``fields`` map a raw record to ``fact``, and ``more`` gives what needs more than one field; both note
    findings. ``every`` is business time between two collections. ``rank`` orders collections that are
    due together: what gives identifiers comes before what is found by them.
    """

    name: str
    title: Text
    source: str
    wire: Wire
    department: str
    every: timedelta
    fact: type[ProjectRegistered | RecordFact]
    fields: tuple[Field, ...]
    more: Callable[[Fields, Place], Mapping[str, object]] | None = None
    rank: int = 9

    def read(self, fields: Fields, place: Place) -> ProjectRegistered | RecordFact | None:
        """The fact that a raw record states; None for one with findings, which are in ``fields`` then."""
        values: dict[str, object] = {
            "source": self.source,
            "record_id": fields.required("record_id", str),
            "updated_at": fields.required("updated_at", moment),
        }
        for field in self.fields:
            value = fields.value(field.name, field.read, required=field.required)
            if field.happened and isinstance(value, date) and value > place.today:
                fields.wrong(field.name, "in_future")
            values[field.says or field.name] = value
        if self.more is not None:
            values |= self.more(fields, place)
        if fields.findings:
            return None
        try:
            return self.fact.model_validate(values)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                fields.wrong(self._raw(str(problem["loc"][0])), "malformed")
            return None

    def _raw(self, says: str) -> str:
        """The raw field that a field of the contract comes from."""
        return next((field.name for field in self.fields if (field.says or field.name) == says), says)
