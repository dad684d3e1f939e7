"""What the payloads speak of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

PROJECT = UUID("8da949b4-06f0-52f7-9b2e-6854d05e6429")
ISSUE = UUID("1b0c7a52-8f7e-5d5f-b0a4-3f6a1d2c9e77")
CODE = "2403-330529-07-02-123456"
ENTERPRISE = "91330523MA2B3C0290"
TOWNSHIP = "330529100"
UPDATED = datetime(2024, 3, 5, 1, 12, tzinfo=UTC)
DAY = date(2026, 10, 30)
RULES = "stalls-2026-01-01"
