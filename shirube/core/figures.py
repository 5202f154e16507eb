"""The figures of one case written out by its formula: 94店 ÷ 105店, （94店 － 基準値102店）÷ ….

The sentence around them belongs to explanation.py, the arithmetic to formulas.py.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from shirube.core.comparison import compute_gap, is_reduction
from shirube.core.formulas import Measure, compute_expected, find_formula
from shirube.core.indicator import Direction
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.rounding import Rounding, render_exact_number, render_percent
from shirube.core.situation import Situation

# A cell may hold more than its number; a longer text would make the sentence unreadable.
_LONGEST_CELL = 16


def render_figures(formula: str, situation: Situation) -> str:
    """The calculation of one case with its own numbers; "" for a formula that is not known."""
    render = _FIGURES.get(formula)
    return render(situation) if render else ""


def render_result(formula: str, situation: Situation, value: Fraction, display: Rounding) -> str:
    """What a formula gave: a percentage, or a difference in the unit of the indicator."""
    found = find_formula(formula)
    if found and found.measure is Measure.NUMBER:
        return render_difference(value, situation.unit)
    return render_percent(value, display)


def render_difference(value: Fraction, unit: str) -> str:
    """A difference with its unit; differences of percentages are points: -4園, 0通, -1.8ポイント."""
    return f"{render_exact_number(value)}{'ポイント' if unit in ('%', '％') else unit}"


def render_amount(value: Fraction | None, unit: str) -> str:
    """A number with its unit."""
    return f"{render_exact_number(value)}{unit}" if value is not None else "－"


def render_cell(reading: Reading | None) -> str:
    """A figure as the table prints it, without the remark behind it; a state in its words."""
    if reading is None:
        return "－"
    if reading.quantity is None:
        return reading.render()
    return _render_quantity(reading.quantity)


def _render_quantity(quantity: Quantity) -> str:
    as_written = quantity.raw.strip()
    if as_written and not quantity.remark and len(as_written) <= _LONGEST_CELL:
        return as_written
    return quantity.render_plain()


def _actual(situation: Situation) -> str:
    if situation.sums_flows:
        return f"累計{render_amount(situation.total_actual, situation.unit)}"
    return render_cell(situation.actual)


def _target(situation: Situation) -> str:
    if situation.sums_flows:
        return f"累計{render_amount(situation.total_target, situation.unit)}"
    return render_cell(situation.target)


def _amount(situation: Situation, value: Fraction | None) -> str:
    return render_amount(value, situation.unit)


def _signed(situation: Situation) -> str:
    first, second = "実績" + _actual(situation), "目標" + _target(situation)
    if situation.direction is Direction.DOWN:
        first, second = second, first
    promised = situation.measured_target
    whole = _amount(situation, abs(promised) if promised is not None else None)
    return f"1 ＋（{first} － {second}）÷ {whole}"


def _way(end: str, situation: Situation) -> str:
    start = f"基準値{_amount(situation, situation.baseline)}"
    return f"（{_actual(situation)} － {start}）÷（{end} － {start}）"


def _previous_way(situation: Situation) -> str:
    start = f"前年度{_amount(situation, situation.previous)}"
    return f"（{_actual(situation)} － {start}）÷（{_target(situation)} － {start}）"


def _expected(situation: Situation) -> str:
    value = compute_expected(situation)
    if not isinstance(value, Fraction):
        return "期待値－"
    return f"期待値{render_exact_number(value)}{situation.unit}"


def _paced(situation: Situation) -> str:
    first, last = situation.first_year, situation.final_year
    if first is None or last is None:
        return f"{_actual(situation)} ÷ {_final(situation)}"
    passed, years = situation.year.start - first.start + 1, last.start - first.start + 1
    return f"（{_actual(situation)} ÷ {_final(situation)}）÷（{passed}年 ÷ {years}年）"


def _final(situation: Situation) -> str:
    return f"最終目標{_amount(situation, situation.final_target)}"


def _total(situation: Situation, value: Fraction | None) -> str:
    return f"累計{_amount(situation, value)}"


def _change(situation: Situation) -> str:
    start = _amount(situation, situation.baseline)
    return f"（{_actual(situation)} － 基準値{start}）÷ 基準値{start}"


def _reduction(situation: Situation) -> str:
    actual = situation.actual.quantity if situation.actual else None
    if actual and is_reduction(actual):
        return f"{_render_quantity(actual)} ÷ {_target(situation)}"
    return f"（基準値{_amount(situation, situation.baseline)}から{_actual(situation)}）÷ {_target(situation)}"


def _met(situation: Situation) -> str:
    target = situation.target.quantity if situation.target else None
    sentence = f"実績{_actual(situation)}、目標{_target(situation)}"
    gap = compute_gap(situation)
    if target and target.to is not None and isinstance(gap, Fraction) and gap < 0:
        return f"{sentence}（範囲の外、差{render_difference(-gap, situation.unit)}）"
    return sentence


_FIGURES: dict[str, Callable[[Situation], str]] = {
    "ratio": lambda s: f"{_actual(s)} ÷ {_target(s)}",
    "inverse_ratio": lambda s: f"目標{_target(s)} ÷ 実績{_actual(s)}",
    "difference_ratio": lambda s: f"2 － {_actual(s)} ÷ {_target(s)}",
    "signed_ratio": _signed,
    "progress": lambda s: _way(_target(s), s),
    "final_progress": lambda s: _way(_final(s), s),
    "previous_progress": _previous_way,
    "expected_ratio": lambda s: f"{_actual(s)} ÷ {_expected(s)}",
    "expected_progress": lambda s: _way(_expected(s), s),
    "paced_ratio": _paced,
    "cumulative_ratio": lambda s: f"{_total(s, s.total_actual)} ÷ {_total(s, s.total_target)}",
    "cumulative_final_ratio": lambda s: f"{_total(s, s.total_actual)} ÷ {_final(s)}",
    "final_ratio": lambda s: f"{_actual(s)} ÷ {_final(s)}",
    "inverse_final_ratio": lambda s: f"{_final(s)} ÷ 実績{_actual(s)}",
    "previous_ratio": lambda s: f"{_actual(s)} ÷ 前年度{_amount(s, s.previous)}",
    "change_rate": _change,
    "reduction_ratio": _reduction,
    "met": _met,
    "difference": lambda s: f"{_actual(s)} － {_target(s)}",
}
