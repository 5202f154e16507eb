"""How a grade came about, as one Japanese sentence for officers and committees.

The calculation with its numbers comes from figures.py, a rule as a whole in words from scale_words.py.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from shirube.core.figures import (
    render_amount,
    render_cell,
    render_difference,
    render_figures,
    render_result,
)
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.reading import Missing
from shirube.core.rounding import (
    Rounding,
    RoundingMode,
    render_percent,
    render_percent_units,
    round_quotient,
)
from shirube.core.scale import NO, PERCENT_SUBJECTS, YES, Condition, Subject
from shirube.core.subjects import compute_subject
from shirube.core.undefined import Undefined
from shirube.core.unit import canonical_unit

if TYPE_CHECKING:
    from shirube.core.evaluation import Evaluation

_MOST_DECIMALS = 10


def render_explanation(evaluation: Evaluation) -> str:
    """「94店 ÷ 105店 = 89.5%（50%超90%未満）→ B」, or the reason why there is no grade."""
    return _render_computed(evaluation) + _render_additions(evaluation)


def _render_computed(evaluation: Evaluation) -> str:
    if evaluation.missing:
        return _render_missing(evaluation)
    if evaluation.undefined:
        return _render_undefined(evaluation)
    sentence = _render_calculation(evaluation)
    if evaluation.band is None:
        if evaluation.scale.bands or evaluation.scale.final_bands:
            return f"{sentence}（当てはまる評価区分がありません）"
        return sentence
    return f"{sentence}（{_render_reasons(evaluation)}）→ {evaluation.band.mark}"


def _render_calculation(evaluation: Evaluation) -> str:
    situation, rate = evaluation.situation, evaluation.rate
    if rate is None:  # a rule that compares without any rate
        return f"実績{render_cell(situation.actual)}、目標{render_cell(situation.target)}"
    figures = render_figures(evaluation.formula, situation)
    measure = FORMULAS[evaluation.formula].measure
    if measure is Measure.MET:
        return f"{figures}：{'達成' if rate == 1 else '未達成'}"
    if measure is Measure.NUMBER:
        return f"{figures} = {render_result(evaluation.formula, situation, rate, evaluation.scale.display)}"
    # 「=」 is what offices write even beside a rounded rate; ≒ would look like doubt in the table.
    sentence = f"{figures} = {_render_rate(evaluation, rate)}"
    rounding = evaluation.scale.rounding
    return f"{sentence}（{rounding.render_doing()}判定）" if rounding else sentence


def _render_rate(evaluation: Evaluation, rate: Fraction) -> str:
    """The rate with as many decimals as it takes not to look like another band: 99.99%, not 100.0%."""
    if evaluation.scale.rounding:
        return render_percent(rate, evaluation.scale.rounding)
    display = evaluation.scale.display
    conditions = [
        item
        for band in evaluation.scale.bands_for(is_final_year=evaluation.situation.is_final_year)
        for way in band.ways
        for item in way
        if item.subject is Subject.RATE
    ]
    number, whole = rate.as_integer_ratio()
    held = [item.holds_ratio(number, whole) for item in conditions]
    for digits in range(display.digits, _MOST_DECIMALS + 1):
        units, rest = round_quotient(number * 100, whole, Rounding(display.mode, digits))
        shown = 100 * 10**digits
        if rest == 0 or held == [item.holds_ratio(units, shown) for item in conditions]:
            return render_percent_units(units, digits)
    cut = render_percent(rate, Rounding(RoundingMode.TRUNCATE, _MOST_DECIMALS))
    return f"{cut.removesuffix('%')}…%"


def _render_reasons(evaluation: Evaluation) -> str:
    """The conditions that led to the band, those on other things than the rate with what was found."""
    band = evaluation.band
    if band is None:
        return ""
    way = next((way for way in band.ways if _way_holds(way, evaluation)), band.conditions)
    parts = [_render_reason(item, evaluation) for item in way]
    return "、".join(parts)


def _way_holds(way: tuple[Condition, ...], evaluation: Evaluation) -> bool:
    values = [(item, _value(item, evaluation)) for item in way]
    return all(not isinstance(value, Undefined) and item.holds(value) for item, value in values)


def _value(item: Condition, evaluation: Evaluation) -> Fraction | str | Undefined:
    if item.subject is Subject.RATE:
        rate = evaluation.judged_rate
        return Undefined.NO_FORMULA if rate is None else rate
    return compute_subject(item, evaluation.situation, evaluation.scale)


def _render_reason(item: Condition, evaluation: Evaluation) -> str:
    if item.subject is Subject.RATE:
        return item.render()
    value = _value(item, evaluation)
    name = item.fact or item.subject.value
    if item.subject is Subject.OTHERWISE:
        return name
    if isinstance(value, Fraction):
        return f"{name}は{_render_value(item.subject, value, evaluation.situation.unit)}で{item.render()}"
    # No figure of the table shows it: whoever asks must learn that a person said so.
    by_hand = "人の入力により" if item.subject in (Subject.FACT, Subject.ON_SCHEDULE) else ""
    if value in (YES, NO) and item.words == (value,):
        return f"{by_hand}{name}{'' if value == YES else 'ではない'}"
    return f"{by_hand}{name}：{value}"


def _render_value(subject: Subject, value: Fraction, unit: str) -> str:
    if subject in PERCENT_SUBJECTS:
        return render_percent(value)
    return render_amount(value, unit) if subject is Subject.TARGET else render_difference(value, unit)


def _render_undefined(evaluation: Evaluation) -> str:
    if evaluation.undefined is None:
        return ""
    sentence = evaluation.undefined.value
    if evaluation.rate is not None:
        sentence = f"{_render_calculation(evaluation)}。{sentence}"
    if evaluation.questions:
        sentence += f"（入力が必要な事項：{'、'.join(evaluation.questions)}）"
    if evaluation.code:
        return f"{sentence} → {evaluation.code.mark}"
    if _narrows_down(evaluation):
        sentence += f"。可能性のある評価は{'、'.join(band.mark for band in evaluation.candidates)}です"
    return f"{sentence}。"


def _narrows_down(evaluation: Evaluation) -> bool:
    """Whether the marks that remain possible are worth a sentence: several, and not simply all of them."""
    bands = evaluation.scale.bands_for(is_final_year=evaluation.situation.is_final_year)
    return len(evaluation.candidates) > 1 and (
        bool(evaluation.questions) or len(evaluation.candidates) < len(bands)
    )


def _render_missing(evaluation: Evaluation) -> str:
    missing = evaluation.missing
    if missing is None:
        return ""
    reason = {
        Missing.NO_TARGET: "目標値が設定されていないため、評価しません",
        Missing.NOT_ENTERED: f"{_missing_side(evaluation)}がまだ入力されていないため、評価しません",
        Missing.NOT_DUE: "年度が未到来のため、評価しません",
        Missing.UNREADABLE: "数値として読み取れないため、評価しません",
    }.get(missing, f"{_missing_side(evaluation)}がないため（{missing.value}）、評価しません")
    return f"{reason} → {evaluation.code.mark}" if evaluation.code else f"{reason}。"


def _missing_side(evaluation: Evaluation) -> str:
    """Whose reason is told: a target that is lacking comes first, see evaluation.py."""
    actual, target = evaluation.situation.actual, evaluation.situation.target
    is_actual_there = actual is not None and not actual.is_missing
    return "目標値" if is_actual_there or (target and target.missing is evaluation.missing) else "実績値"


def _render_additions(evaluation: Evaluation) -> str:
    added = ""
    situation = evaluation.situation
    if evaluation.band and evaluation.scale.final_bands and situation.is_final_year:
        added += "（最終年度の基準による）"
    if evaluation.is_provisional and situation.actual:
        added += f"（実績値は{situation.actual.standing.value}）"
    if evaluation.open_edge:
        added += "（境目がどちらの区分に入るか未確認）"
    if evaluation.rate is not None:
        added += _render_unit_doubt(evaluation)
    decision = evaluation.decision
    if decision and decision.mark != evaluation.mark:
        added += f"。決定評価は{decision.mark}（理由：{decision.reason}）"
    return added


def _render_unit_doubt(evaluation: Evaluation) -> str:
    units = [
        item.quantity.unit
        for item in (evaluation.situation.actual, evaluation.situation.target)
        if item and item.quantity and item.quantity.unit
    ]
    if len(set(units)) < 2 or len({canonical_unit(unit) for unit in units}) < 2:
        return ""
    return f"（実績値の単位「{units[0]}」と目標値の単位「{units[1]}」が異なります）"
