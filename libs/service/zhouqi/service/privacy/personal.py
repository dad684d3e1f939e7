"""The kinds of personal data that texts are searched for."""

from __future__ import annotations

from enum import StrEnum


class Personal(StrEnum):
    """What a text seems to hold."""

    EMAIL = "email"
    IDENTITY = "identity"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    ACCOUNT = "account"
    NAME = "name"
