"""One workbook of deliveries: a header in Chinese, then a row each, all cells text."""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

import xlsxwriter

from zhouqi.sources.deliveries import SHANGHAI, Delivery
from zhouqi.sources.drops.sheets import Sheet

__all__ = ["workbook"]


def workbook(sheet: Sheet, deliveries: Sequence[Delivery]) -> bytes:
    """Answer the workbook of some deliveries, the same bytes for the same ones. What is null stays empty."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    created = max(delivery.delivered_at for delivery in deliveries).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": sheet.title, "created": created})
    page = book.add_worksheet(sheet.title)
    for column, (header, _) in enumerate(sheet.columns):
        page.write_string(0, column, header)
    for row, delivery in enumerate(deliveries, 1):
        for column, (_, field) in enumerate(sheet.columns):
            text = _text(delivery, field)
            if text:
                page.write_string(row, column, text)
    book.close()
    return written.getvalue()


def _text(delivery: Delivery, field: str) -> str:
    match field:
        case "updated_at":
            return delivery.source_time.astimezone(SHANGHAI).isoformat(timespec="seconds")
        case "withdrawn":
            return "是" if delivery.record[field] else "否"
        case _:
            value = delivery.record[field]
            return "" if value is None else str(value)
