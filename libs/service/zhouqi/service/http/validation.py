"""What is wrong with a field, in plain words of the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic_core import PydanticCustomError

from zhouqi.service.http.language import Language, Text

_OTHER: Final = Text("填写不正确", "This is not right")

_MESSAGES: Final[Mapping[str, Text]] = {
    "missing": Text("必填", "This is required"),
    "json_invalid": Text("不是有效的 JSON", "The body is not valid JSON"),
    "extra_forbidden": Text("没有这一项", "There is no such field"),
    "string_type": Text("应为文字", "This must be text"),
    "string_too_short": Text("至少 {min_length} 个字", "At least {min_length} characters"),
    "string_too_long": Text("最多 {max_length} 个字", "At most {max_length} characters"),
    "string_pattern_mismatch": Text("格式不正确", "The format is not right"),
    "too_short": Text("至少 {min_length} 项", "At least {min_length} entries"),
    "too_long": Text("最多 {max_length} 项", "At most {max_length} entries"),
    "greater_than": Text("应大于 {gt}", "Must be greater than {gt}"),
    "greater_than_equal": Text("不得小于 {ge}", "Must be at least {ge}"),
    "less_than": Text("应小于 {lt}", "Must be less than {lt}"),
    "less_than_equal": Text("不得大于 {le}", "Must be at most {le}"),
    "int_parsing": Text("应为整数", "This must be a whole number"),
    "int_type": Text("应为整数", "This must be a whole number"),
    "decimal_parsing": Text("应为数字", "This must be a number"),
    "decimal_type": Text("应为数字", "This must be a number"),
    "decimal_max_digits": Text("最多 {max_digits} 位数字", "At most {max_digits} digits"),
    "decimal_max_places": Text("最多 {decimal_places} 位小数", "At most {decimal_places} decimals"),
    "bool_parsing": Text("应为是或否", "This must be true or false"),
    "bool_type": Text("应为是或否", "This must be true or false"),
    "enum": Text("应为以下之一：{expected}", "Must be one of: {expected}"),
    "literal_error": Text("应为以下之一：{expected}", "Must be one of: {expected}"),
    "date_type": Text("应为日期，如 2026-10-30", "This must be a date, such as 2026-10-30"),
    "date_parsing": Text("应为日期，如 2026-10-30", "This must be a date, such as 2026-10-30"),
    "date_from_datetime_parsing": Text("应为日期，如 2026-10-30", "This must be a date, such as 2026-10-30"),
    "datetime_parsing": Text("应为时间", "This must be a time"),
    "datetime_from_date_parsing": Text("应为时间", "This must be a time"),
    "time_out_of_range": Text("超出可以保存的时间范围", "This is a time that cannot be kept"),
    "late_entry_incomplete": Text(
        "补录须同时写明发生时间、补录原因和依据文号",
        "Late entry needs its time, its reason and a document together",
    ),
    "reason_missing": Text("不同意须写明理由", "Who declines has to say why"),
    "retraction_incomplete": Text(
        "撤回上报须指明节点，撤回延期还须指明批准日期，撤回终止两者都不填",
        "A report is told by its milestone, an extension also by its day of approval, a termination by neither",
    ),
    "six_stalls": Text("须按顺序写明六项，每项一条", "All six are needed, each once and in their order"),
    "named_twice": Text("同一项目出现两次", "A project is named twice"),
    "timezone_aware": Text("时间应带时区", "The time needs its time zone"),
    "uuid_parsing": Text("编号格式不正确", "This is not an identifier"),
    "personal_data": Text("含有个人信息，请删去", "It holds personal data; leave that out"),
    "uuid_type": Text("编号格式不正确", "This is not an identifier"),
}


def field_errors(errors: Iterable[Mapping[str, object]], language: Language) -> list[dict[str, str]]:
    """One ``{"in", "field", "code", "message"}`` per error that pydantic found.

    The value itself is never repeated: it may be what a log or a screen must not show.
    """
    return [_one(error, language) for error in errors]


def field_error(code: str) -> PydanticCustomError:
    """The error of a rule that a model's validator checks, for it to raise: people read the sentence of ``code``."""
    return PydanticCustomError(code, _MESSAGES[code].en)


def _one(error: Mapping[str, object], language: Language) -> dict[str, str]:
    code = str(error.get("type", "invalid"))
    loc = error.get("loc")
    place, *path = loc if isinstance(loc, tuple) and loc else ("body",)
    if code == "json_invalid":
        path = []
    return {
        "in": str(place),
        "field": ".".join(str(part) for part in path),
        "code": code,
        "message": _message(code, error.get("ctx"), language),
    }


def _message(code: str, context: object, language: Language) -> str:
    sentence = _MESSAGES.get(code, _OTHER).in_(language)
    values = context if isinstance(context, Mapping) else {}
    try:
        return sentence.format_map({str(name): value for name, value in values.items()})
    except KeyError:
        return _OTHER.in_(language)
