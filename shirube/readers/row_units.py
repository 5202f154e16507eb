"""The figures of one row in one unit: 558.7万人 beside a bare 570.0, 2時間30分 beside 67分, 月1回 and 年4回.

What units have to do with one another belongs to core/unit.py. Texts stay as written; only values change.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from shirube.core.indicator import Actual, Baseline, Target
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.unit import align_units, give_unit, parse_unit, scale_written

# A target in it says how many times the baseline is to be reached, unless all figures are such.
MULTIPLE = "倍"

Series = tuple[tuple[Target, ...], tuple[Actual, ...], Baseline | None]


def settle_units(
    targets: tuple[Target, ...], actuals: tuple[Actual, ...], baseline: Baseline | None, stated: str = ""
) -> Series:
    """The same figures, comparable with one another. ``stated`` is the unit of a column of its own.

    A row whose figures are all written alike is left as it is, also one all in 千円: nothing in it differs.
    """
    readings = [item.reading for item in targets] + [item.reading for item in actuals]
    if baseline:
        readings.append(baseline.reading)
    quantities = [reading.quantity for reading in readings if reading.quantity]
    if len({quantity.unit for quantity in quantities}) < 2:
        return targets, actuals, baseline
    changed = _settle(quantities, stated)
    if changed == quantities:
        return targets, actuals, baseline
    values = dict(zip(map(id, quantities), changed, strict=True))

    def settled(reading: Reading) -> Reading:
        quantity = reading.quantity
        return reading if quantity is None else replace(reading, quantity=values[id(quantity)])

    return (
        tuple(replace(item, reading=settled(item.reading)) for item in targets),
        tuple(replace(item, reading=settled(item.reading)) for item in actuals),
        replace(baseline, reading=settled(baseline.reading)) if baseline else None,
    )


def leave_multiples(
    targets: tuple[Target, ...], actuals: Sequence[Actual], baseline: Baseline | None, stated: str
) -> tuple[Target, ...]:
    """The targets; of 2倍 beside figures of people only the text is left, for 2 is no number of people."""
    readings = [item.reading for item in actuals] + ([baseline.reading] if baseline else [])
    # A bare figure may be a multiple too, unless a column says that it is something else.
    units = {reading.quantity.unit or stated for reading in readings if reading.quantity} - {""}
    if not units or MULTIPLE in units:
        return targets
    return tuple(
        replace(item, reading=Reading(missing=Missing.UNREADABLE, text=item.reading.text))
        if item.reading.quantity and item.reading.quantity.unit == MULTIPLE
        else item
        for item in targets
    )


def _settle(quantities: Sequence[Quantity], stated: str) -> list[Quantity]:
    unit, scale = parse_unit(stated)
    if not stated:
        # The unit that one cell spells out with its scale (558.7万人) holds for the bare figures beside it.
        spelled = [item for item in quantities if item.unit and scale_written(item) != 1]
        units = {(item.unit, scale_written(item)) for item in spelled}
        if len(units) == 1 and len({item.unit for item in quantities if item.unit}) == 1:
            unit, scale = units.pop()
        else:
            unit, scale = "", Decimal(1)
    if scale != 1:
        quantities = [give_unit(item, unit, scale) for item in quantities]
    return list(align_units(quantities))
