"""The first kind of personal data in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from zhouqi.service.privacy import addresses, cards, names, telephones
from zhouqi.service.privacy.personal import Personal

_FINDERS: Final[Mapping[Personal, Callable[[str], bool]]] = MappingProxyType(
    {
        Personal.EMAIL: addresses.has_email,
        Personal.IDENTITY: cards.has_identity,
        Personal.BANK_CARD: cards.has_bank_card,
        Personal.MOBILE: telephones.has_mobile,
        Personal.LANDLINE: telephones.has_landline,
        Personal.PLATE: addresses.has_plate,
        Personal.ACCOUNT: addresses.has_account,
        Personal.NAME: names.has_name,
    }
)


def find_personal(text: str) -> Personal | None:
    """The first kind of personal data that ``text`` seems to hold, in the order of ``Personal``.

    Full-width and circled digits count as digits, digits in Chinese characters where a number is dialled;
    signs that cannot be seen hide nothing.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in {"Cf", "Mn"}
    )
    return next((kind for kind, has in _FINDERS.items() if has(plain)), None)
