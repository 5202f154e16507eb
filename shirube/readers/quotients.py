"""Whether a printed percentage is the quotient of two figures of its row: columns tell by it what they hold.

What a rate is worked out to for a report is told by core; here only what a table printed is compared.
"""

from __future__ import annotations

from decimal import Decimal

from shirube.core.quantity import count_places


def is_quotient(printed: Decimal, part: Decimal, whole: Decimal) -> bool:
    """True where ``printed`` percent is ``part`` of ``whole``, rounded to its last printed place.

    Of a whole of zero nothing is a part.
    """
    if not whole:
        return False
    return abs(part * 100 / whole - printed) * 2 <= Decimal(1).scaleb(-count_places(printed))
