"""How records are spoilt: beyond acceptance (`corrupt`), or only in doubt (`degrade`)."""

from dataclasses import replace
from typing import assert_never

from zhouqi.sources.county.codes import ALPHABET
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS
from zhouqi.sources.deliveries.delivery import Delivery, Doubt, Fault, Kind, Value
from zhouqi.sources.deliveries.record_forms import FORMS
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["NULL_DATE", "blank_date", "corrupt", "degrade"]

NULL_DATE = "1900-01-01"
"""What an old database writes for "no date"."""

FAULTS = {
    Fault.ENTERPRISE_CODE: 30.0,
    Fault.PROJECT_CODE: 24.0,
    Fault.TOWNSHIP_CODE: 18.0,
    Fault.IMPOSSIBLE_DATE: 14.0,
    Fault.MISSING: 14.0,
}
DOUBTS = {Doubt.NULL_DATE: 46.0, Doubt.DATES_OUT_OF_ORDER: 22.0, Doubt.MISSING: 32.0}
NO_DAYS = ("02-30", "04-31", "13-05")
"""Days that no year has."""


def corrupt(draw: SeededRandom, clean: Delivery) -> Delivery:
    """Answer the delivery with one value that must not be accepted."""
    possible = {fault: weight for fault, weight in FAULTS.items() if _targets(fault, clean)}
    fault = draw.weighted(possible)
    field = draw.one_of(_targets(fault, clean))
    return replace(clean, record={**clean.record, field: _wrong(draw, fault, clean, field)}, fault=fault)


def degrade(draw: SeededRandom, clean: Delivery) -> Delivery:
    """Answer the delivery with a value missing or doubtful, if any of it may be; a careful reader accepts it."""
    possible = {doubt: weight for doubt, weight in DOUBTS.items() if _doubtful(doubt, clean)}
    if not possible:
        return clean
    doubt = draw.weighted(possible)
    fields = _doubtful(doubt, clean)
    changed: dict[str, Value]
    match doubt:
        case Doubt.NULL_DATE:
            changed = {draw.one_of(fields): NULL_DATE}
        case Doubt.DATES_OUT_OF_ORDER:
            first, second = fields
            changed = {first: clean.record[second], second: clean.record[first]}
        case Doubt.MISSING:
            changed = {draw.one_of(fields): None}
        case _:
            assert_never(doubt)
    return replace(clean, record={**clean.record, **changed}, doubt=doubt)


def blank_date(clean: Delivery, field: str) -> Delivery:
    """Answer the delivery with 1900-01-01 in a field."""
    return replace(clean, record={**clean.record, field: NULL_DATE}, doubt=Doubt.NULL_DATE)


def _targets(fault: Fault, clean: Delivery) -> list[str]:
    """Answer the fields in which the record can have the fault."""
    form, record = FORMS[clean.kind], clean.record
    match fault:
        case Fault.ENTERPRISE_CODE | Fault.PROJECT_CODE | Fault.TOWNSHIP_CODE:
            fields: tuple[str, ...] = (fault.value,)
        case Fault.IMPOSSIBLE_DATE:
            fields = form.dates
        case Fault.MISSING:
            fields = form.required
        case _:
            assert_never(fault)
    return [field for field in fields if record.get(field) is not None]


def _doubtful(doubt: Doubt, clean: Delivery) -> list[str]:
    """Answer the fields in which the record can be doubtful so."""
    form, record = FORMS[clean.kind], clean.record
    match doubt:
        case Doubt.NULL_DATE:
            return [field for field in form.doubtful if record[field] is not None]
        case Doubt.DATES_OUT_OF_ORDER:
            pair = form.pair or ()
            days = {record[field] for field in pair}
            return list(pair) if len(days) == 2 and None not in days else []
        case Doubt.MISSING:
            return [field for field in form.optional if record[field] is not None]
        case _:
            assert_never(doubt)


def _wrong(draw: SeededRandom, fault: Fault, clean: Delivery, field: str) -> str | None:
    value = str(clean.record[field])
    match fault:
        case Fault.ENTERPRISE_CODE:
            return _wrong_credit_code(draw, value)
        case Fault.PROJECT_CODE if clean.kind is Kind.PROJECT:
            return draw.one_of((value.replace("-", ""), _wrong_project_code(draw, value)))
        case Fault.PROJECT_CODE:
            return _wrong_project_code(draw, value)
        case Fault.TOWNSHIP_CODE:
            return _unknown_township(draw)
        case Fault.IMPOSSIBLE_DATE:
            return f"{value[:4]}-{draw.one_of(NO_DAYS)}"
        case Fault.MISSING:
            return None
        case _:
            assert_never(fault)


def _wrong_credit_code(draw: SeededRandom, code: str) -> str:
    """Mistype a code: a wrong last character, one character lost, or the letter O for a zero."""
    wrong = draw.one_of([char for char in ALPHABET if char != code[-1]])
    return draw.one_of((code[:-1] + wrong, code[:-2] + code[-1], code.replace("0", "O", 1)))


def _wrong_project_code(draw: SeededRandom, code: str) -> str:
    """Mistype a code so that no reading of it helps: a thirteenth month, or one digit lost."""
    plain = code.strip()
    return draw.one_of((f"{plain[:2]}13{plain[4:]}", plain[:-1]))


def _unknown_township(draw: SeededRandom) -> str:
    """Answer a code that no township of the county has: one of another county, or one not given out."""
    known = {township.code for township in TOWNSHIPS}
    free = [f"{COUNTY.code}{number:03d}" for number in range(300, 340)]
    return draw.one_of(["330528101", "330523100", *(code for code in free if code not in known)])
