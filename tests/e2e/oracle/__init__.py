"""What the county must show, computed from the truth by code that shares nothing with the product.

It is written to be obviously right, not fast: days are walked one by one, records looked through again and again.
"""

from tests.e2e.oracle.county import Expected, expect

__all__ = ["Expected", "expect"]
