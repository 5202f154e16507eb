"""Why a published rate or mark differs from what the rule gives: likely causes, the likeliest first.

A cause is a guess that explains the cell exactly; it is offered, never applied. Which cells differ is found
by agreement.py and published_rates.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.agreement import is_same_mark
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.figures import render_cell
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.indicator import Direction, Indicator, Published
from shirube.core.published_rates import count_decimals, matches_rate, parse_rate
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.rounding import (
    Rounding,
    RoundingMode,
    render_exact_number,
    render_exact_percent,
    round_fraction,
)
from shirube.core.scale import Evidence, Scale, settle_edge
from shirube.core.situation import Situation, compute_situation
from shirube.core.unit import compute_printed_step

# Things are counted in these units; a hidden half of one there is none.
_COUNTERS = frozenset("人件回店部社戸棟校園通枚台冊匹頭団体講座世帯か所箇所名組本基")

_TOWARDS_THE_END = ("final_ratio", "progress", "final_progress", "paced_ratio", "expected_ratio")
_FALLING = ("inverse_ratio", "difference_ratio", "ratio", "inverse_final_ratio")


class Cause(Enum):
    """Kinds of causes. The value is the short word in lists."""

    EDGE_SIDE = "境目の扱い"
    ROUNDED_FIRST = "丸めてから評価"
    TRUNCATED = "切捨て"
    ROUNDED_UP = "切上げ"
    PRINTED_DIGITS = "表示桁の違い"
    HIDDEN_DECIMALS = "表示されない小数"
    OTHER_YEAR = "別の年度の値"
    CUMULATIVE = "累計での計算"
    OTHER_FORMULA = "別の計算式"
    TYPO = "1字の誤り"
    FOLLOWS_RATE = "公表された達成率による評価"
    UNKNOWN_MARK = "評価基準にない記号"
    JUDGEMENT = "人の判断"


class FoundCause(Struct, frozen=True):
    """One cause with a sentence that says what would have to be so for the published cell to be right."""

    cause: Cause
    sentence: str


class _Case(Struct, frozen=True):
    """One published cell, with what stands around it."""

    indicator: Indicator
    published: Published
    scale: Scale
    situation: Situation
    evaluation: Evaluation


def find_rate_causes(indicator: Indicator, published: Published, scale: Scale) -> tuple[FoundCause, ...]:
    """What would explain a published rate that is not the computed one; empty where nothing does."""
    case = _prepare(indicator, published, scale)
    printed = parse_rate(published.rate)
    if printed is None:
        return ()
    found = [*_find_roundings(case, printed), *_find_hidden_decimals(case, printed)]
    found += [
        FoundCause(cause, f"{words}と、公表された達成率と一致します。")
        for cause, words, other in _iterate_variants(case, tuple(FORMULAS))
        if matches_rate(other, published.rate)
    ]
    found += _find_typos(case, printed)
    return tuple(dict.fromkeys(found))


def find_mark_causes(indicator: Indicator, published: Published, scale: Scale) -> tuple[FoundCause, ...]:
    """What would explain a published mark that is not the computed one; at the least a person's judgement."""
    if not _knows_mark(scale, published.mark):
        words = (
            f"「{published.mark}」は、この評価基準の区分にありません。別の評価基準によるものと考えられます。"
        )
        return (FoundCause(Cause.UNKNOWN_MARK, words),)
    case = _prepare(indicator, published, scale)
    found = [*_find_edge_sides(case), *_find_roundings_before_banding(case)]
    if _follows_printed_rate(case):
        found.append(FoundCause(Cause.FOLLOWS_RATE, "評価は、公表された達成率の数字に従っています。"))
        found += find_rate_causes(indicator, published, scale)
    found += [
        FoundCause(cause, f"{words}と、公表された評価「{published.mark}」になります。")
        for cause, words, other in _iterate_variants(case, _choose_formulas(case))
        if is_same_mark(other.mark, published.mark)
    ]
    if not found:
        found.append(
            FoundCause(
                Cause.JUDGEMENT, "計算では説明できません。人の判断によるものかどうか、確かめてください。"
            )
        )
    return tuple(dict.fromkeys(found))


def _knows_mark(scale: Scale, mark: str) -> bool:
    known = [band.mark for band in (*scale.bands, *scale.final_bands)] + [code.mark for code in scale.codes]
    return any(is_same_mark(own, mark) for own in known)


def _prepare(indicator: Indicator, published: Published, scale: Scale) -> _Case:
    situation = compute_situation(indicator, published.year)
    return _Case(indicator, published, scale, situation, evaluate_situation(situation, scale))


def _find_roundings(case: _Case, printed: Decimal) -> Iterator[FoundCause]:
    rate, digits = case.evaluation.rate, count_decimals(printed)
    if rate is None:
        return
    modes = (
        (Cause.TRUNCATED, RoundingMode.TRUNCATE, "切り捨てる"),
        (Cause.ROUNDED_UP, RoundingMode.ROUND_UP, "切り上げる"),
        (Cause.PRINTED_DIGITS, RoundingMode.HALF_UP, "四捨五入する"),
    )
    for cause, mode, word in modes:
        # A rate shown with a zero more than it was rounded to: 74.777 → 74.8 → 74.80.
        for kept in range(digits, -1, -1):
            if round_fraction(rate * 100, Rounding(mode, kept)) == printed:
                yield FoundCause(cause, f"小数第{kept + 1}位を{word}と、公表された達成率と一致します。")
                break


def _find_hidden_decimals(case: _Case, printed: Decimal) -> Iterator[FoundCause]:
    """Whether digits that the table does not print could make the rate what is printed."""
    actual, target = _quantity(case.situation.actual), _quantity(case.situation.target)
    if case.evaluation.formula != "ratio" or actual is None or target is None:
        return
    wide_actual, wide_target = _hidden(actual), _hidden(target)
    if wide_actual == wide_target == 0 or target.exact <= wide_target:
        return
    half = Fraction(1, 2 * 10 ** count_decimals(printed))
    largest = max(wide_actual, wide_target) * 2
    rest = f"端数（{render_exact_number(largest)}未満）" if largest > 1 else "小数"
    lowest = (actual.exact - wide_actual) / (target.exact + wide_target) * 100
    highest = (actual.exact + wide_actual) / (target.exact - wide_target) * 100
    if lowest < Fraction(printed) + half and highest > Fraction(printed) - half:
        yield FoundCause(
            Cause.HIDDEN_DECIMALS,
            f"実績値又は目標値に、表に表示されていない{rest}があれば、公表された達成率になります。",
        )


def _hidden(quantity: Quantity) -> Fraction:
    """Half of the last printed digit (56.2億円: of ten million yen); nothing for things that are counted."""
    step = compute_printed_step(quantity)
    if step <= 1 and quantity.unit in _COUNTERS and quantity.value == quantity.value.to_integral_value():
        return Fraction(0)
    return step / 2


def _find_edge_sides(case: _Case) -> Iterator[FoundCause]:
    rate = case.evaluation.judged_rate
    for band in case.scale.bands:
        edge = band.rate.lower if band.rate else None
        if edge is None or edge.value != rate:
            continue
        other = settle_edge(
            case.scale, edge.value, upper_band_includes=not edge.inclusive, evidence=Evidence.OPEN
        )
        if is_same_mark(evaluate_situation(case.situation, other).mark, case.published.mark):
            words = f"ちょうど{render_exact_percent(edge.value)}を、評価基準と反対側の区分に入れる"
            yield FoundCause(
                Cause.EDGE_SIDE, f"{words}と、公表された評価「{case.published.mark}」になります。"
            )


def _find_roundings_before_banding(case: _Case) -> Iterator[FoundCause]:
    if case.evaluation.rate is None:
        return
    for mode, cause in (
        (RoundingMode.HALF_UP, Cause.ROUNDED_FIRST),
        (RoundingMode.TRUNCATE, Cause.TRUNCATED),
        (RoundingMode.ROUND_UP, Cause.ROUNDED_UP),
    ):
        for digits in (1, 0):
            rounding = Rounding(mode, digits)
            other = evaluate_situation(case.situation, replace(case.scale, rounding=rounding))
            if is_same_mark(other.mark, case.published.mark):
                words = f"達成率の{rounding.render_doing()}から評価する"
                yield FoundCause(cause, f"{words}と、公表された評価「{case.published.mark}」になります。")
                break


def _follows_printed_rate(case: _Case) -> bool:
    """Whether the published mark is that of the published rate, although the rate itself differs."""
    printed = parse_rate(case.published.rate)
    if printed is None or matches_rate(case.evaluation, case.published.rate):
        return False
    rate = Fraction(printed) / 100
    return any(
        is_same_mark(band.mark, case.published.mark) and band.rate is not None and band.rate.holds(rate)
        for band in case.scale.bands
    )


def _choose_formulas(case: _Case) -> tuple[str, ...]:
    """Formulas that a mark may plausibly rest on: one mark fits many, so the odd ones are left out."""
    return _FALLING + _TOWARDS_THE_END if case.situation.direction is Direction.DOWN else _TOWARDS_THE_END


def _iterate_variants(case: _Case, names: tuple[str, ...]) -> Iterator[tuple[Cause, str, Evaluation]]:
    """The cell computed in other ways: figures of other years, sums, other formulas."""
    yield from _iterate_other_years(case)
    if case.evaluation.formula != "cumulative_ratio":
        summed = _with_formula(case.scale, case.situation, "cumulative_ratio")
        yield Cause.CUMULATIVE, "単年度ではなく累計で計算する", evaluate_situation(case.situation, summed)
    for name in names:
        formula = FORMULAS[name]
        if name in (case.evaluation.formula, "cumulative_ratio") or formula.measure is not Measure.RATE:
            continue
        other = _with_formula(case.scale, case.situation, name)
        words = f"計算式を「{formula.words}」とする"
        yield Cause.OTHER_FORMULA, words, evaluate_situation(case.situation, other)


def _iterate_other_years(case: _Case) -> Iterator[tuple[Cause, str, Evaluation]]:
    for target in case.indicator.targets:
        if target.year != case.published.year and not _same(target.reading, case.situation.target):
            other = replace(case.situation, target=target.reading)
            words = f"{target.year.render()}の目標値{render_cell(target.reading)}で計算する"
            yield Cause.OTHER_YEAR, words, evaluate_situation(other, case.scale)
    for actual in case.indicator.actuals:
        if actual.year != case.published.year and not _same(actual.reading, case.situation.actual):
            other = replace(case.situation, actual=actual.reading)
            words = f"{actual.year.render()}の実績値{render_cell(actual.reading)}で計算する"
            yield Cause.OTHER_YEAR, words, evaluate_situation(other, case.scale)


def _with_formula(scale: Scale, situation: Situation, name: str) -> Scale:
    return replace(scale, formulas=((situation.direction, name),))


def _same(one: Reading, other: Reading | None) -> bool:
    first, second = _quantity(one), _quantity(other)
    return first is None or (second is not None and first.exact == second.exact)


def _quantity(reading: Reading | None) -> Quantity | None:
    return reading.quantity if reading else None


def _find_typos(case: _Case, printed: Decimal) -> Iterator[FoundCause]:
    """One digit of the rate, the actual or the target read or typed wrongly."""
    rate = case.evaluation.rate
    if rate is None:
        return
    digits = count_decimals(printed)
    right = round_fraction(rate * 100, Rounding(case.scale.display.mode, digits))
    if _is_one_slip(str(printed), str(right)):
        yield FoundCause(Cause.TYPO, f"達成率{right}%を、1字誤って記載したと考えられます。")
    for side, cell in (("実績値", case.situation.actual), ("目標値", case.situation.target)):
        quantity = _quantity(cell)
        if quantity is None:
            continue
        for meant in _iterate_slips(quantity.value):
            changed = replace(quantity, value=meant)
            if matches_rate(_with_figure(case, side, Reading(quantity=changed)), case.published.rate):
                words = f"{side}が{quantity.render_plain()}ではなく{changed.render_plain()}であれば"
                yield FoundCause(Cause.TYPO, f"{words}、公表された達成率と一致します（1字の誤り）。")


def _with_figure(case: _Case, side: str, reading: Reading) -> Evaluation:
    """The cell graded with another actual or target."""
    if side == "実績値":
        return evaluate_situation(replace(case.situation, actual=reading), case.scale)
    return evaluate_situation(replace(case.situation, target=reading), case.scale)


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two texts of equal length differ in one letter, or in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    places = [place for place, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
    if len(places) == 1:
        return True
    return len(places) == 2 and places[1] == places[0] + 1 and _swap(one, places[0]) == other


def _iterate_slips(value: Decimal) -> Iterator[Decimal]:
    """Every number that differs in one digit or in the order of two neighbouring digits."""
    text = str(value)
    for place, letter in enumerate(text):
        if not letter.isdigit():
            continue
        for digit in "0123456789":
            if digit != letter:
                yield Decimal(text[:place] + digit + text[place + 1 :])
        if place + 1 < len(text) and text[place + 1].isdigit() and text[place + 1] != letter:
            yield Decimal(_swap(text, place))


def _swap(text: str, place: int) -> str:
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
