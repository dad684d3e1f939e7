"""From an event's bytes to the fact of its contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Final, TypeAlias, TypeVar

import msgspec
from pydantic import ValidationError

from zhouqi.events.contracts.catalogue import CONTRACTS
from zhouqi.events.contracts.fact import Fact
from zhouqi.events.contracts.upcast import UPCASTS, Data, TypeVersion, Upcast
from zhouqi.events.log.event import StreamEvent

P = TypeVar("P", bound=msgspec.Struct)
_Kind: TypeAlias = type[msgspec.Struct] | None
_UNKNOWN: Final = (0, None)


class Undecodable(Exception):
    """An event's data does not read as its contract: unknown type, newer version or wrong schema."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads events by a set of contracts; the default knows the whole catalogue."""

    contracts: Mapping[str, type[Fact]] = field(default_factory=lambda: CONTRACTS)
    upcasts: Mapping[TypeVersion, Upcast] = field(default_factory=lambda: UPCASTS)
    _readers: dict[_Kind, Callable[[StreamEvent], object]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def decode(self, event: StreamEvent) -> Fact:
        """The event's fact at the contract's current version; unknown fields are ignored.

        Raises Undecodable.
        """
        contract = self._contract(event)
        try:
            # What model_validate_json calls; without its detour, as every event passes here.
            fact: Fact = contract.__pydantic_validator__.validate_json(
                self._current(event, contract), extra="ignore"
            )
        except (ValidationError, msgspec.DecodeError) as error:
            raise Undecodable(f"{event.type}: {_first_line(error)}") from error
        return fact

    def part(self, event: StreamEvent, kind: type[P]) -> P:
        """The fields that ``kind`` names, of the contract's current version: a fifth of what the whole costs.

        Nothing else of the data is looked at but that it is JSON. Raises Undecodable.
        """
        try:
            found: P = _part_decoder(kind).decode(self._current(event, self._contract(event)))
        except msgspec.MsgspecError as error:
            raise Undecodable(f"{event.type}: {_first_line(error)}") from error
        return found

    def reader(self, part: _Kind = None) -> Callable[[StreamEvent], object]:
        """What reads each event as :meth:`decode`, or as :meth:`part` of that kind, does.

        It holds what it needs at hand: nearly every event has its contract's current version.
        """
        found = self._readers.get(part)
        if found is None:
            found = self._readers[part] = self._reader(part)
        return found

    def _reader(self, part: _Kind) -> Callable[[StreamEvent], object]:
        whole = self.decode if part is None else partial(self.part, kind=part)
        known = {
            name: (contract.schema_version, _reading(contract, part))
            for name, contract in self.contracts.items()
        }

        def reading(event: StreamEvent) -> object:
            version, read = known.get(event.type, _UNKNOWN)
            if read is None or version != event.schema_version:
                return whole(event)
            try:
                return read(event.data)
            except (ValidationError, msgspec.MsgspecError):
                return whole(event)  # says what is wrong

        return reading

    def _contract(self, event: StreamEvent) -> type[Fact]:
        contract = self.contracts.get(event.type)
        if contract is None:
            raise Undecodable(f"no contract for type {event.type}")
        if event.schema_version > contract.schema_version:
            raise Undecodable(
                f"{event.type} version {event.schema_version} is newer than {contract.schema_version}"
            )
        return contract

    def _current(self, event: StreamEvent, contract: type[Fact]) -> bytes:
        if event.schema_version == contract.schema_version:
            return event.data
        return self._upcast(event, contract)

    def _upcast(self, event: StreamEvent, contract: type[Fact]) -> bytes:
        data = msgspec.json.decode(event.data, type=Data)
        for version in range(event.schema_version, contract.schema_version):
            step = self.upcasts.get((event.type, version))
            if step is None:
                raise Undecodable(f"no upcaster for {event.type} version {version}")
            try:
                data = step(data)
            except Exception as error:
                raise Undecodable(f"{event.type} version {version}: {type(error).__name__}") from error
        return msgspec.json.encode(data)


def _reading(contract: type[Fact], part: _Kind) -> Callable[[bytes], object]:
    if part is not None:
        return _part_decoder(part).decode
    return partial(contract.__pydantic_validator__.validate_json, extra="ignore")


@cache
def _part_decoder(kind: type[P]) -> msgspec.json.Decoder[P]:
    return msgspec.json.Decoder(kind)


def _first_line(error: Exception) -> str:
    """Where a value failed and why, without the value itself: it may hold what logs must not."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['type']}"
    return type(error).__name__
