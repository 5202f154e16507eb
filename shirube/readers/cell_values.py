"""Cells as calamine gives them → cells of a grid: numbers exact, times as text, equal cells as one.

The cells of a large table are converted in a few calls for all of them. Which formats show a date is left
to number_format.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import filterfalse
from math import isfinite
from typing import Any

from shirube.core.quantity import count_places
from shirube.readers.grid import Raw

# What has no more signs has no more than the 15 digits that Excel keeps, and its point.
_LONGEST_EXACT = 16
_EXACT_WHOLE = 1e15
# A number beyond is no figure of a plan, and our own files take back no more digits than 300.
_MOST_DIGITS, _MOST_PLACES = 100, 200
_SMALLEST = 1e-99
_READY = frozenset((str, int, Decimal))


def convert_rows(
    values: Sequence[Sequence[Any]], *, booleans: bool = True, known: dict[Any, Raw] | None = None
) -> list[list[Raw]]:
    """Cells as calamine gives them → cells of a grid. ``booleans`` False promises that no cell is logical.

    ``known`` are numbers that have been converted before; it is added to.
    """
    if booleans:
        # True equals 1 as a key, so tables with logical values are converted one by one.
        return [[convert_value(value) for value in row] for row in values]
    kept: dict[Any, Raw] = {} if known is None else known
    rows = [list(map(kept.setdefault, row, row)) for row in values]
    changed = _convert_kept(kept)
    if changed:
        kept.update(changed)
        rows = [list(map(kept.__getitem__, row)) for row in values]
    return rows


def _convert_kept(kept: dict[Any, Raw]) -> dict[Any, Raw]:
    """Of what was kept as it came, that which must not stay so: numbers not exact yet, times, line ends."""
    changed: dict[Any, Raw] = {}
    if not _READY.issuperset(map(type, kept.values())):
        odd = [key for key, value in kept.items() if type(value) not in _READY]
        changed = convert_numbers(key for key in odd if type(key) is float)
        changed.update((key, convert_value(key)) for key in odd if key not in changed)
    texts = [text for text in kept if type(text) is str]
    if "\r" in "".join(texts):
        changed.update((text, convert_value(text)) for text in texts if "\r" in text)
    return changed


def convert_numbers(numbers: Iterable[float]) -> dict[Any, Raw]:
    """``make_exact`` of each finite number, in as few steps for all of them as there are kinds."""
    finite = list(filter(isfinite, set(numbers)))
    whole = list(filter(float.is_integer, finite))
    if max(map(abs, whole), default=0) >= _EXACT_WHOLE:
        exact: dict[Any, Raw] = dict(zip(whole, map(make_exact, whole), strict=True))
    else:
        exact = dict(zip(whole, map(int, whole), strict=True))
    broken = list(filterfalse(float.is_integer, finite))
    if min(map(abs, broken), default=1) < _SMALLEST:
        return exact | dict(zip(broken, map(make_exact, broken), strict=True))
    texts = [
        text if len(text) <= _LONGEST_EXACT else f"{number:.15g}"
        for text, number in zip(map(repr, broken), broken, strict=True)
    ]
    exact.update(zip(broken, map(Decimal, texts), strict=True))
    return exact


def convert_value(value: Any) -> Raw:
    """Numbers exact to the 15 digits Excel keeps, dates as ISO text, logical values as TRUE and FALSE.

    Digits beyond the fifteenth are noise of binary arithmetic that Excel never shows: 0.1 + 0.2 is 0.3.
    """
    if type(value) is str:
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if type(value) is float:
        return make_exact(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    return _render_time(value)


def make_exact(value: float) -> Raw:
    """A binary number of a file → int or Decimal; what can be no figure (infinity, 1E+300) stays as text.

    Workbooks store every number as a binary float: here all of them end, with the 15 digits that Excel itself
    shows.
    """
    is_whole = value.is_integer()
    if is_whole and abs(value) < _EXACT_WHOLE:
        return int(value)
    text = repr(value)
    if len(text) > _LONGEST_EXACT:
        text = f"{value:.15g}"
    number = Decimal(text)
    if not may_be_figure(number):
        return text
    return int(number) if is_whole else number


def may_be_figure(number: int | Decimal) -> bool:
    """False for a number of so many digits that it cannot be a figure of a plan; they would fill any page."""
    exact = Decimal(number)
    return (
        exact.is_finite()
        and -_MOST_DIGITS < exact.adjusted() < _MOST_DIGITS
        and count_places(exact) <= _MOST_PLACES
    )


def _render_time(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds").removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, datetime.time):
        return value.isoformat("seconds").removesuffix(":00")
    return str(value)
