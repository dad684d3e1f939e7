"""Codes that are well formed, and unique by construction.

Uniqueness comes from `scatter`, which maps different numbers to different numbers; nothing is drawn twice and compared.
"""

__all__ = [
    "credit_code",
    "credit_code_check",
    "land_number",
    "organisation_check",
    "permit_number",
    "project_code",
    "scatter",
    "site_code",
]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def scatter(number: int, seed: int, space: int) -> int:
    """Map `number` (0 to space-1) into the same range, differently for every seed, no two to the same.

    `space` must not be a multiple of 7,368,787, the prime by which neighbours are thrown apart.
    """
    return (number * 7_368_787 + seed * 104_729) % space


def credit_code(county: str, number: int, seed: int) -> str:
    """Answer a unified social credit code (GB 32100-2015) of an enterprise registered in `county` (6 digits).

    91: enterprise, registered with market supervision. The organisation code in it (GB 11714-1997) begins with MA as
    those given out since 2015, and has a valid check digit of its own. `number` is below 31**6.
    """
    left = scatter(number, seed, len(ALPHABET) ** 6)
    serial = ""
    for _ in range(6):
        left, digit = divmod(left, len(ALPHABET))
        serial = ALPHABET[digit] + serial
    body = f"91{county}MA{serial}"
    body += organisation_check(body[8:])
    return body + credit_code_check(body)


def credit_code_check(body: str) -> str:
    """Answer the 18th character for the first 17 (GB 32100-2015): (31 - sum mod 31) mod 31."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, CREDIT_WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """Answer the 9th character of an organisation code for its first 8 (GB 11714-1997): 10 is X, 11 is 0."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def project_code(
    year: int, month: int, county: str, department: str, sort: str, number: int, seed: int
) -> str:
    """Answer a project code of the form of GB/T 40058-2021: `YYMM-county-department-type-serial`.

    The standard's last digit is a check digit whose rule is not public; here it belongs to the serial.
    `number` is below 1,000,000.
    """
    return f"{year % 100:02d}{month:02d}-{county}-{department}-{sort}-{scatter(number, seed, 1_000_000):06d}"


def land_number(county: str, year: int, number: int, seed: int) -> str:
    """Answer an electronic supervision number (电子监管号) of a parcel: county, year, B and 7 digits.

    `number` is below 9,999,991.
    """
    return f"{county}{year}B{scatter(number, seed, 9_999_991):07d}"


def permit_number(county: str, year: int, number: int, seed: int) -> str:
    """Answer the number of a construction permit (施工许可证号): county, year, 6 digits and 01: 18 digits.

    `number` is below 999,983.
    """
    return f"{county}{year}{scatter(number, seed, 999_983):06d}01"


def site_code(county: str, year: int, number: int, seed: int) -> str:
    """Answer the code by which platforms of sites know one: county, year and 6 digits. `number` is below 999,979."""
    return f"{county}{year}{scatter(number, seed, 999_979):06d}"
