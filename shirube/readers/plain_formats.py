"""Number formats that show a figure plainly: its digits, so many decimals, and its unit behind them.

Nine numbers in ten of a workbook have such a format, and are read without rendering and parsing a text: what
the sheet shows is known. All other formats are left to number_format.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from shirube.core.notation_quantity import parse_plain_quantity
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.readers.row_formats import GENERAL

# 0, #,##0.0, #,##0"人".
_PLAIN = late_pattern(r'(?:0|(?P<grouped>#,##0))(?:\.(?P<decimals>0{1,9}))?(?:"(?P<unit>[^"]+)")?')
# Above, spreadsheets show digits that they do not keep.
_END = 10**15
_NOTHING, _END_EXACT = Decimal(0), Decimal(_END)
# General shows so many digits; a number with fewer signs is shown whole.
_MOST_SIGNS = 11


@contextmanager
def round_as_sheets() -> Iterator[None]:
    """While this holds, numbers are shortened as sheets do it: halves away from zero."""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        yield


class PlainFormat:
    """One such format. Numbers below zero, and very large ones, are not its affair."""

    __slots__ = ("_broken", "_is_general", "_unit", "_whole")

    def __init__(self, grouping: str, decimals: int, unit: str, *, is_general: bool = False) -> None:
        # How a whole number is written, None where decimals follow it, and how any other.
        self._whole = None if decimals else grouping or "d"
        self._broken = f"{grouping}.{decimals}f"
        self._unit = unit
        self._is_general = is_general

    def read(self, raw: int | Decimal) -> Reading | None:
        """The number with the text that the sheet shows; None where more than this format says is needed.

        Asked only within ``round_as_sheets``.
        """
        # Numbers are compared with their own kind, which is quicker by half.
        if isinstance(raw, int):
            if raw < 0 or raw >= _END:
                return None
            value = Decimal(raw)
        elif raw < _NOTHING or raw >= _END_EXACT:
            return None
        else:
            value = raw
        if value is not raw and self._whole is not None:
            text = f"{raw:{self._whole}}{self._unit}"
        elif self._is_general:
            text = str(raw)
            if len(text) > _MOST_SIGNS or "E" in text or text.endswith("0"):
                return None
        else:
            text = f"{value:{self._broken}}{self._unit}"
        return Reading(quantity=Quantity(value, self._unit, raw=text), text=text)


@lru_cache(maxsize=1024)
def find_plain_format(number_format: str) -> PlainFormat | None:
    """The format, if it is a plain one; None for dates, percentages, signs and words around the number."""
    if number_format == GENERAL:
        return PlainFormat("", 0, "", is_general=True)
    match = _PLAIN.fullmatch(number_format)
    if match is None:
        return None
    unit = match["unit"] or ""
    if unit and not _is_plain_unit(unit):
        return None
    return PlainFormat("," if match["grouped"] else "", len(match["decimals"] or ""), unit)


def _is_plain_unit(text: str) -> bool:
    """True for a text behind digits that is a unit and nothing else."""
    quantity = parse_plain_quantity(f"1{text}")
    return quantity is not None and quantity.unit == text
