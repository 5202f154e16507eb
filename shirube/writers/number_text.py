"""A figure as an Excel number whose format shows it exactly as the table has it: 28,000 with ``#,##0"部"``.

Where no format can show the text as it is, there is no number: the text stays text.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity

_FIGURE = late_pattern(
    r"(?P<before>[^\d.,▲△-]*)(?P<sign>[-▲△]?)(?P<digits>\d[\d,]*)(?P<point>\.\d+)?(?P<after>\D*)"
)
# Excel keeps 15 digits of a number.
_MOST_DIGITS = 15


class ExcelNumber(NamedTuple):
    """A number and the number format that shows it."""

    value: float
    format: str


def make_number(text: str, quantity: Quantity | None) -> ExcelNumber | None:
    """The number behind a cell's text; None where text and quantity do not say the very same."""
    if quantity is None or quantity.of is not None or quantity.to is not None:
        return None
    return _make(text, quantity.value)


@lru_cache(maxsize=65536)
def _make(text: str, value: Decimal) -> ExcelNumber | None:
    match = _FIGURE.fullmatch(text)
    if not match or '"' in text or "\n" in text:
        return None
    digits, point, sign = match["digits"], match["point"] or "", match["sign"]
    plain = digits.replace(",", "")
    number = Decimal(f"{'-' if sign else ''}{plain}{point}")
    grouped = "," in digits
    # 1,0000 or 007 would come out otherwise: such texts are kept as they are.
    if number != value or (f"{int(plain):,}" if grouped else str(int(plain))) != digits:
        return None
    if len(plain) + len(point) > _MOST_DIGITS or (sign and not number):
        return None
    # Between 1,000 and 999 there is no difference to see, but 1000 without a comma is the city's own way.
    pattern = ("#,##0" if grouped or len(plain) < 4 else "0") + (
        "." + "0" * (len(point) - 1) if point else ""
    )
    if "%" in text:
        # A percentage is what Excel calls one, 0.895 shown as 89.5%, so that people can calculate with it.
        if match["before"] or match["after"] != "%":
            return None
        pattern, value = f"{pattern}%", value / 100
        return ExcelNumber(float(value), f'{pattern};"{sign}"{pattern}' if sign else pattern)
    # A workbook stores binary floats and nothing else; _MOST_DIGITS keeps to those that come back the same.
    before, after = _quote(match["before"]), _quote(match["after"])
    shown = f"{before}{pattern}{after}"
    return ExcelNumber(float(value), f'{shown};{before}"{sign}"{pattern}{after}' if sign else shown)


def _quote(text: str) -> str:
    return f'"{text}"' if text else ""
