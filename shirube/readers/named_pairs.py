"""Figures of which the name says that two stand in each cell: 健康寿命（男/女） with 81.2歳/84.0歳.

Without such a name 98/99校 is a share. So it is below a name that says the whole: 設置率（設置校/全校）.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.indicator import Indicator
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing, Reading
from shirube.readers.name_units import find_name_unit

_PAIR = late_pattern(
    r"[(（](?P<first>[^()（）/／\d]{1,12})[/／](?P<second>[^()（）/／]{1,16})[)）]|(?P<sex>男性?[/／]女性?)"
)
_WHOLE = late_pattern(r"[全総]|対象|合計|母数|定員|定数|人口")
_SHARE = late_pattern(r"率|割合|比")


def leave_pairs_undecided(item: Indicator) -> Indicator:
    """The indicator with figures of which nobody says which one counts, where its name says they are two."""
    if not says_two_figures(item.name):
        return item
    baseline = item.baseline
    return replace(
        item,
        targets=tuple(replace(one, reading=_undecided(one.reading)) for one in item.targets),
        actuals=tuple(replace(one, reading=_undecided(one.reading)) for one in item.actuals),
        baseline=baseline and replace(baseline, reading=_undecided(baseline.reading)),
    )


def says_two_figures(name: str) -> bool:
    """True for a name with two words and a slash, of which the second is not the whole of a share."""
    match = _PAIR.search(name)
    if match is None or find_name_unit(name):
        return False
    if match["sex"]:
        return True
    return not _WHOLE.search(match["second"]) and not _SHARE.search(name[: match.start()])


def _undecided(reading: Reading) -> Reading:
    if reading.quantity is None or reading.quantity.of is None:
        return reading
    return Reading(missing=Missing.SEVERAL, text=reading.text, standing=reading.standing)
