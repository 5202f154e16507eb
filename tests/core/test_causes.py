from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from shirube.core.causes import Cause, FoundCause, find_mark_causes, find_rate_causes
from shirube.core.indicator import Direction, Indicator, Published
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Scale
from tests.builders import build_indicator, build_scale, year
from tests.core.situations import build_rate_scale

HIDDEN = FoundCause(
    Cause.HIDDEN_DECIMALS,
    "実績値又は目標値に、表に表示されていない小数があれば、公表された達成率になります。",
)
Cells = Mapping[str, str | int]


def rate_causes(
    actual: str, target: str, printed: str, *, scale: Scale | None = None, **more: Cells
) -> tuple[FoundCause, ...]:
    indicator = build(actual, target, **more)
    return find_rate_causes(indicator, Published(year("R6"), rate=printed), scale or Scale(name="x"))


def mark_causes(
    actual: str, target: str, mark: str, rate: str = "", *, scale: Scale | None = None, **more: Cells
) -> tuple[FoundCause, ...]:
    indicator = build(actual, target, **more)
    return find_mark_causes(indicator, Published(year("R6"), mark, rate), scale or build_rate_scale())


def build(
    actual: str, target: str, *, targets: Cells | None = None, actuals: Cells | None = None
) -> Indicator:
    """R6 with these figures, and whatever the other years hold."""
    return build_indicator(
        unit="人",
        targets=dict(sorted({**(targets or {}), "R6": target}.items())),
        actuals=dict(sorted({**(actuals or {}), "R6": actual}.items())),
    )


def kinds(found: tuple[FoundCause, ...]) -> list[Cause]:
    return list(dict.fromkeys(item.cause for item in found))


def test_a_rate_cut_off_instead_of_rounded() -> None:
    [cause, *_] = rate_causes("5,163人", "4,000人", "129.0%")

    assert cause == FoundCause(Cause.TRUNCATED, "小数第2位を切り捨てると、公表された達成率と一致します。")


def test_a_rate_rounded_up() -> None:
    [cause, *_] = rate_causes("16,987人", "30,000人", "56.70")

    assert cause == FoundCause(Cause.ROUNDED_UP, "小数第2位を切り上げると、公表された達成率と一致します。")


def test_a_rate_rounded_at_fewer_digits_than_it_is_printed_with() -> None:
    cut = Scale(name="x", display=Rounding(RoundingMode.TRUNCATE, 1))

    found = rate_causes("5人", "6人", "83.30%", scale=cut)

    assert [item.sentence for item in found if item.cause is Cause.PRINTED_DIGITS] == [
        "小数第2位を四捨五入すると、公表された達成率と一致します。"
    ]


def test_decimals_that_the_table_does_not_show() -> None:
    assert Cause.HIDDEN_DECIMALS in kinds(rate_causes("12.3%", "45.6%", "26.9%"))
    assert Cause.HIDDEN_DECIMALS in kinds(rate_causes("12ha", "45ha", "27.0%"))
    assert Cause.HIDDEN_DECIMALS not in kinds(rate_causes("12.3%", "45.6%", "29.9%"))


@pytest.mark.parametrize(
    ("actual", "target", "printed", "possible"),
    [
        # 12.25 ÷ 45.65 = 26.834 % and 12.35 ÷ 45.55 = 27.113 % are the farthest that hidden digits allow.
        ("12.3%", "45.6%", "26.8%", True),
        ("12.3%", "45.6%", "26.7%", False),
        ("12.3%", "45.6%", "27.1%", True),
        ("12.3%", "45.6%", "27.2%", False),
        ("12.3%", "45.6%", "27.11%", True),
        ("12.3%", "45.6%", "27.12%", False),
        ("12.3%", "45.6%", "26.83%", True),
        ("12.3%", "45.6%", "26.82%", False),
        # Only the target has hidden digits: 12 ÷ 45.65 = 26.287 %, 12 ÷ 45.55 = 26.345 %.
        ("12人", "45.6人", "26.34%", True),
        ("12人", "45.6人", "26.36%", False),
        ("12人", "45.6人", "26.28%", False),
        # Only the actual has: 12.25 ÷ 45 = 27.222 %, 12.35 ÷ 45 = 27.444 %.
        ("12.3人", "45人", "27.44%", True),
        ("12.3人", "45人", "27.46%", False),
        ("12.3人", "45人", "27.21%", False),
        # A target that might be nothing at all says nothing.
        ("0.3%", "0.05%", "700.0%", True),
        ("0.3%", "0.0%", "700.0%", False),
    ],
)
def test_hidden_decimals_reach_exactly_as_far_as_half_a_digit(
    actual: str, target: str, printed: str, possible: bool
) -> None:
    found = [item for item in rate_causes(actual, target, printed) if item.cause is Cause.HIDDEN_DECIMALS]

    assert found == ([HIDDEN] if possible else [])


@pytest.mark.parametrize(
    ("actual", "target", "printed", "rest"),
    [
        # 5,615 ÷ 6,004.9… and 5,624.9… ÷ 5,995: hidden is up to half of ten million yen on either side.
        ("56.2億円", "60億円", "93.9%", "端数（100,000,000未満）"),
        ("56.2億円", "60.0億円", "93.8%", "端数（10,000,000未満）"),
        ("56.2億円", "60.0億円", "93.3%", ""),
        ("558.7万人", "600.0万人", "93.12%", "端数（1,000未満）"),
        ("558.7万人", "600.0万人", "93.15%", ""),
        ("56億2,000万円", "60億0,000万円", "93.667%", "端数（10,000未満）"),
        ("5,587,000人", "6,000,000人", "93.12%", ""),
    ],
)
def test_hidden_digits_of_figures_in_ten_thousands_are_those_below_the_last_printed_one(
    actual: str, target: str, printed: str, rest: str
) -> None:
    found = [item for item in rate_causes(actual, target, printed) if item.cause is Cause.HIDDEN_DECIMALS]

    assert [item.sentence for item in found] == (
        [f"実績値又は目標値に、表に表示されていない{rest}があれば、公表された達成率になります。"]
        if rest
        else []
    )


def test_other_formulas_are_not_searched_for_hidden_decimals() -> None:
    scale = Scale(name="x", formulas=((Direction.UP, "difference_ratio"),))

    assert Cause.HIDDEN_DECIMALS not in kinds(rate_causes("12.3%", "45.6%", "26.8%", scale=scale))


def test_people_have_no_hidden_decimals() -> None:
    assert Cause.HIDDEN_DECIMALS not in kinds(rate_causes("12人", "45人", "27.0%"))
    assert Cause.HIDDEN_DECIMALS in kinds(rate_causes("12.5人", "45.5人", "27.5%"))


def test_hidden_decimals_need_a_quotient_with_a_target() -> None:
    assert rate_causes("0.5%", "0%", "27.0%") == ()
    assert rate_causes("12.3%", "0.0%", "27.0%") == ()


def test_the_target_or_the_actual_of_another_year() -> None:
    found = rate_causes("17人", "45人", "56.7%", targets={"R5": "30人", "R7": "45人"}, actuals={"R5": "99人"})

    assert (
        FoundCause(Cause.OTHER_YEAR, "令和5年度の目標値30人で計算すると、公表された達成率と一致します。")
        in found
    )
    [other] = [
        item
        for item in rate_causes("17人", "45人", "220.0%", actuals={"R5": "99人"})
        if item.cause is Cause.OTHER_YEAR
    ]
    assert other.sentence.startswith("令和5年度の実績値99人で計算すると")


def test_the_same_figure_in_another_year_is_no_other_figure() -> None:
    found = rate_causes(
        "17人", "30人", "56.7%", targets={"R5": "30人"}, actuals={"R5": "17人", "R7": "集計中"}
    )

    assert Cause.OTHER_YEAR not in kinds(found)
    assert Cause.OTHER_YEAR in kinds(mark_causes("集計中", "30人", "B", actuals={"R5": "27人"}))


def test_sums_instead_of_single_years() -> None:
    found = rate_causes("17人", "45人", "63.3%", targets={"R5": "15人"}, actuals={"R5": "21人"})

    assert (
        FoundCause(Cause.CUMULATIVE, "単年度ではなく累計で計算すると、公表された達成率と一致します。")
        in found
    )
    summed = Scale(name="x", formulas=((Direction.UP, "cumulative_ratio"),))
    again = rate_causes("17人", "45人", "63.3%", scale=summed, targets={"R5": "15人"}, actuals={"R5": "21人"})
    assert not {Cause.CUMULATIVE, Cause.OTHER_FORMULA} & set(kinds(again))


def test_another_formula() -> None:
    found = rate_causes("90人", "100人", "60.0%", targets={"R7": "150人"})

    assert "計算式を「実績値÷最終目標値」とすると、公表された達成率と一致します。" in [
        item.sentence for item in found
    ]


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("86.7%", "達成率76.7%を、1字誤って記載したと考えられます。"),
        ("76.76%", "達成率76.67%を、1字誤って記載したと考えられます。"),
        ("67.7%", "達成率76.7%を、1字誤って記載したと考えられます。"),
        ("80.0%", "実績値が23人ではなく24人であれば、公表された達成率と一致します（1字の誤り）。"),
        ("106.7%", "実績値が23人ではなく32人であれば、公表された達成率と一致します（1字の誤り）。"),
        ("115.0%", "目標値が30人ではなく20人であれば、公表された達成率と一致します（1字の誤り）。"),
    ],
)
def test_slips_of_one_digit_and_of_two_neighbours(printed: str, sentence: str) -> None:
    sentences = [item.sentence for item in rate_causes("23人", "30人", printed) if item.cause is Cause.TYPO]

    assert sentence in sentences


def test_slips_are_found_behind_a_decimal_point_and_in_the_middle_of_a_number() -> None:
    behind = [item.sentence for item in rate_causes("12.3%", "20.0%", "64.5%")]
    middle = [item.sentence for item in rate_causes("1,324人", "2,000人", "61.7%")]

    moved = [item.sentence for item in rate_causes("12.3%", "20.0%", "6.15%")]
    assert not any("1.23%" in sentence for sentence in moved), "the decimal point is no digit"
    assert "実績値が12.3%ではなく12.9%であれば、公表された達成率と一致します（1字の誤り）。" in behind
    assert "実績値が1,324人ではなく1,234人であれば、公表された達成率と一致します（1字の誤り）。" in middle


def test_a_rate_of_another_length_is_no_slip_of_the_rate() -> None:
    assert not any("記載した" in item.sentence for item in rate_causes("23人", "30人", "176.7%"))
    assert not any("記載した" in item.sentence for item in rate_causes("23人", "30人", "77.6%"))


def test_a_rate_that_nothing_explains_has_no_cause() -> None:
    assert rate_causes("23人", "30人", "512.4%") == ()
    assert rate_causes("23人", "30人", "-") == ()
    assert rate_causes("集計中", "30人", "512.4%") == ()


def test_a_mark_on_the_other_side_of_its_edge() -> None:
    [cause, *_] = mark_causes("80人", "100人", "C")

    assert cause == FoundCause(
        Cause.EDGE_SIDE, "ちょうど80%を、評価基準と反対側の区分に入れると、公表された評価「C」になります。"
    )
    assert Cause.EDGE_SIDE not in kinds(mark_causes("81人", "100人", "C"))
    assert Cause.EDGE_SIDE not in kinds(mark_causes("80人", "100人", "A"))


@pytest.mark.parametrize(
    ("actual", "mark", "cause", "sentence"),
    [
        ("99.96人", "A", Cause.ROUNDED_FIRST, "達成率の小数第2位を四捨五入してから評価すると"),
        ("99.6人", "A", Cause.ROUNDED_FIRST, "達成率の小数第1位を四捨五入してから評価すると"),
        ("99.01人", "A", Cause.ROUNDED_UP, "達成率の小数第1位を切り上げてから評価すると"),
    ],
)
def test_a_mark_given_after_rounding(actual: str, mark: str, cause: Cause, sentence: str) -> None:
    [first, *_] = mark_causes(actual, "100人", mark)

    assert first.cause is cause
    assert first.sentence.startswith(sentence)


def test_several_roundings_may_explain_a_mark() -> None:
    assert kinds(mark_causes("99.6人", "100人", "A"))[:2] == [Cause.ROUNDED_FIRST, Cause.ROUNDED_UP]


def test_a_mark_given_after_cutting_digits_off() -> None:
    strict = build_scale()

    found = find_mark_causes(build("50.6人", "100人"), Published(year("R6"), "C"), strict)

    assert found[0].cause is Cause.TRUNCATED


def test_a_mark_that_follows_a_wrong_rate_has_the_causes_of_the_rate() -> None:
    found = mark_causes("76人", "100人", "B", "86.0%")

    assert found[0] == FoundCause(Cause.FOLLOWS_RATE, "評価は、公表された達成率の数字に従っています。")
    assert kinds(found)[:2] == [Cause.FOLLOWS_RATE, Cause.TYPO]
    assert Cause.FOLLOWS_RATE in kinds(mark_causes("70人", "100人", "B", "80.0%"))
    assert Cause.FOLLOWS_RATE not in kinds(mark_causes("76人", "100人", "A", "86.0%"))
    assert Cause.FOLLOWS_RATE not in kinds(mark_causes("76人", "100人", "B", "76.0%"))
    assert Cause.FOLLOWS_RATE not in kinds(mark_causes("76人", "100人", "B"))


def test_a_mark_by_the_target_of_another_year() -> None:
    found = mark_causes("27人", "45人", "B", targets={"R5": "30人"})

    assert found[0] == FoundCause(
        Cause.OTHER_YEAR, "令和5年度の目標値30人で計算すると、公表された評価「B」になります。"
    )


def test_a_mark_that_no_calculation_explains_may_be_a_judgement() -> None:
    assert mark_causes("9人", "100人", "A") == (
        FoundCause(Cause.JUDGEMENT, "計算では説明できません。人の判断によるものかどうか、確かめてください。"),
    )
    assert kinds(mark_causes("9人", "0人", "A")) == [Cause.JUDGEMENT]


def test_a_mark_of_another_rule_is_said_to_be_one() -> None:
    [cause] = mark_causes("9人", "100人", "優")

    assert cause == FoundCause(
        Cause.UNKNOWN_MARK,
        "「優」は、この評価基準の区分にありません。別の評価基準によるものと考えられます。",
    )


def test_falling_indicators_may_have_been_graded_by_the_formulas_made_for_them() -> None:
    falling = replace(build("150人", "100人"), direction=Direction.DOWN)
    scale = build_rate_scale(formulas=((Direction.DOWN, "difference_ratio"),))

    found = find_mark_causes(falling, Published(year("R6"), "A"), scale)

    assert "計算式を「実績値÷目標値」とすると、公表された評価「A」になります。" in [
        item.sentence for item in found
    ]


def test_differences_are_no_rates_and_explain_no_mark() -> None:
    """190 − 100 = 90 is a difference of people, not the 9,000 % that a band from 100 % would hold."""
    found = mark_causes("19人", "10人", "C")

    assert kinds(found) == [Cause.JUDGEMENT]
