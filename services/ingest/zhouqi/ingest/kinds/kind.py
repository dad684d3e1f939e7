"""What a kind of record is: where it comes from, who owns it, when it is due, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import ValidationError

from zhouqi.events.contracts.ingest import ProjectRegistered, RecordFact
from zhouqi.ingest.fields.parsing import Fields, parse_time
from zhouqi.ingest.kinds.wire import Wire
from zhouqi.service.http.language import Text


@dataclass(frozen=True, slots=True)
class County:
    """What reading needs to know of the county: its id, its townships' codes, and the business day."""

    id: str
    townships: frozenset[str]
    today: date


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a raw record: its name on the wire, how it is read, and what it is in the contract.

    ``happened``: it is a day on which something happened, so it can't lie behind the business day.
    ``contract_name`` is the contract's name for it, if that is another.
    """

    name: str
    read: Callable[[str], object]
    required: bool = False
    happened: bool = False
    contract_name: str | None = None


@dataclass(frozen=True, slots=True)
class Identifies:
    """The identifier that a kind's records make known, and the one through which they know its project.

    ``through`` is None for what registers projects itself. Of several kinds that make the same known, the one of
    the lowest ``rank`` should know best.
    """

    scheme: str
    through: str | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One of the kinds of data that the county collects.

    ``fields`` map a raw record to ``fact``, and ``more`` gives what needs more than one field; both note
    findings. ``identifies`` is the number by which records of other kinds find their project. ``every`` is
    business time between two collections. ``rank`` orders collections that are due together: what gives identifiers
    comes before what is found by them.
    """

    name: str
    title: Text
    source: str
    wire: Wire
    department: str
    every: timedelta
    fact: type[ProjectRegistered | RecordFact]
    fields: tuple[Field, ...]
    more: Callable[[Fields, County], Mapping[str, object]] | None = None
    identifies: Identifies | None = None
    rank: int = 9

    def read(self, fields: Fields, county: County) -> ProjectRegistered | RecordFact | None:
        """The fact that a raw record states; None for one with findings, which are in ``fields`` then."""
        values: dict[str, object] = {
            "source": self.source,
            "record_id": fields.required("record_id", str),
            "updated_at": fields.required("updated_at", parse_time),
        }
        for field in self.fields:
            value = fields.value(field.name, field.read, required=field.required)
            if field.happened and isinstance(value, date) and value > county.today:
                fields.add_finding(field.name, "in_future")
            values[field.contract_name or field.name] = value
        if self.more is not None:
            values |= self.more(fields, county)
        if fields.findings:
            return None
        try:
            return self.fact.model_validate(values)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                fields.add_finding(self._raw(str(problem["loc"][0])), "malformed")
            return None

    def _raw(self, contract_name: str) -> str:
        """The raw field that a field of the contract comes from."""
        return next(
            (field.name for field in self.fields if (field.contract_name or field.name) == contract_name),
            contract_name,
        )
