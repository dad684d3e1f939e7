"""How records of a registration are spoilt: beyond acceptance (`spoil`), or only in doubt (`blur`)."""

from dataclasses import replace
from typing import assert_never

from zhouqi.sources.county.codes import ALPHABET
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS
from zhouqi.sources.deliveries.delivery import Delivery, Doubt, Fault, Value
from zhouqi.sources.draw import Draw

__all__ = ["NULL_DATE", "OPTIONAL", "REQUIRED", "blur", "spoil"]

NULL_DATE = "1900-01-01"
"""What an old database writes for "no date"."""

REQUIRED = ("project_code", "project_name", "enterprise_code", "township_code", "registered_on")
OPTIONAL = (
    "enterprise_name",
    "industry_code",
    "construction_nature",
    "total_investment",
    "land_area_mu",
    "planned_start",
    "planned_completion",
)
FAULTS = {
    Fault.ENTERPRISE_CODE: 34.0,
    Fault.PROJECT_CODE: 28.0,
    Fault.TOWNSHIP_CODE: 22.0,
    Fault.MISSING: 16.0,
}
DOUBTS = {Doubt.NULL_DATE: 46.0, Doubt.DATES_OUT_OF_ORDER: 22.0, Doubt.MISSING: 32.0}


def spoil(draw: Draw, clean: Delivery) -> Delivery:
    """Answer the delivery with one value that must not be accepted."""
    fault = draw.weighted(FAULTS)
    return replace(clean, record={**clean.record, **_fault(draw, fault, clean)}, fault=fault)


def blur(draw: Draw, clean: Delivery) -> Delivery:
    """Answer the delivery with a value missing or doubtful; a careful reader accepts it."""
    doubt = draw.weighted(DOUBTS)
    return replace(clean, record={**clean.record, **_doubt(draw, doubt, clean)}, doubt=doubt)


def _fault(draw: Draw, fault: Fault, clean: Delivery) -> dict[str, Value]:
    match fault:
        case Fault.ENTERPRISE_CODE:
            return {"enterprise_code": _wrong_credit_code(draw, str(clean.record["enterprise_code"]))}
        case Fault.PROJECT_CODE:
            return {"project_code": _wrong_project_code(draw, str(clean.record["project_code"]))}
        case Fault.TOWNSHIP_CODE:
            return {"township_code": _unknown_township(draw)}
        case Fault.MISSING:
            return {draw.one_of(REQUIRED): None}
        case _:
            assert_never(fault)


def _doubt(draw: Draw, doubt: Doubt, clean: Delivery) -> dict[str, Value]:
    match doubt:
        case Doubt.NULL_DATE:
            return {draw.one_of(("planned_start", "planned_completion")): NULL_DATE}
        case Doubt.DATES_OUT_OF_ORDER:
            return {
                "planned_start": clean.record["planned_completion"],
                "planned_completion": clean.record["planned_start"],
            }
        case Doubt.MISSING:
            return {draw.one_of([field for field in OPTIONAL if clean.record[field] is not None]): None}
        case _:
            assert_never(doubt)


def _wrong_credit_code(draw: Draw, code: str) -> str:
    """Mistype a code: a wrong last character, one character lost, or the letter O for a zero."""
    wrong = draw.one_of([char for char in ALPHABET if char != code[-1]])
    return draw.one_of((code[:-1] + wrong, code[:-2] + code[-1], code.replace("0", "O", 1)))


def _wrong_project_code(draw: Draw, code: str) -> str:
    """Mistype a code: no hyphens, a thirteenth month, or one digit lost."""
    return draw.one_of((code.replace("-", ""), f"{code[:2]}13{code[4:]}", code[:-1]))


def _unknown_township(draw: Draw) -> str:
    """Answer a code that no township of the county has: one of another county, or one not given out."""
    known = {township.code for township in TOWNSHIPS}
    free = [f"{COUNTY.code}{number:03d}" for number in range(300, 340)]
    return draw.one_of(["330528101", "330523100", *(code for code in free if code not in known)])
