"""``lists.json``: what the pages know of the lists. Their filter bars, chips and addresses are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhouqi.cockpit.lists.definition import ListDefinition
from zhouqi.cockpit.lists.filter import Filter
from zhouqi.service.http.language import Text


def manifest(lists: Iterable[ListDefinition[Any]]) -> dict[str, object]:
    """Every list by its name, with all that the API takes, and the words for it.

    The columns of its file are not among it: every page would load them, and none shows them.
    """
    return {one.name: _of_list(one) for one in lists}


def _of_list(one: ListDefinition[Any]) -> dict[str, object]:
    return {
        "filters": [_of_filter(filter_) for filter_ in one.filters],
        "sorts": [{"name": by.name.value, "label": _said(by.label)} for by in one.sorts],
        "default_sort": one.default_sort.value,
    }


def _of_filter(one: Filter) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "multiple": one.multiple,
        "options": None if one.options is None else _options(one.options),
        "register": one.register,
        "default": one.default,
        "label": _said(one.label),
    }


def _options(options: Mapping[str, Text]) -> list[dict[str, object]]:
    return [{"value": value, "label": _said(text)} for value, text in options.items()]


def _said(text: Text) -> dict[str, str]:
    return text._asdict()
