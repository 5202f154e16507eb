from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.checks.context import are_comparable, build_context, fold_name, shorten
from shirube.core.indicator import Decision
from shirube.core.notation import parse_quantity
from shirube.core.scale import Band, Scale
from tests.builders import build_indicator, build_plan, build_scale, year


def _build_scale_of(*marks: str) -> Scale:
    return Scale(name="marks", bands=tuple(Band(mark=mark) for mark in marks))


@pytest.mark.parametrize(
    ("marks", "low"),
    [
        ("SABC", "BC"),
        ("ABC", "C"),
        ("ABCDE", "DE"),
        ("○×", "×"),
        ("◎", ""),
    ],
)
def test_low_grades_are_the_lower_half_and_never_the_middle(marks: str, low: str) -> None:
    context = build_context(build_plan(build_indicator(), scale=_build_scale_of(*marks)))

    assert context.low_marks == set(low)


def test_a_grade_printed_with_the_word_for_it_is_the_same_grade() -> None:
    context = build_context(build_plan(build_indicator(), scale=build_scale()))

    assert context.is_low("C評価")
    assert context.is_low("Ｃ")
    assert not context.is_low("A評価")
    assert not context.is_low("X")
    assert not context.is_low("")


def test_without_a_rule_no_grade_is_low() -> None:
    context = build_context(build_plan(build_indicator(marks={"R5": "C"})))

    assert context.low_marks == frozenset()
    assert context.agreement.comparisons == ()


def test_the_decided_grade_counts_before_the_published_and_the_published_before_the_computed() -> None:
    indicator = build_indicator(
        targets={"R5": 10, "R6": 10, "R7": 10},
        actuals={"R5": 10, "R6": 10, "R7": 10},
        marks={"R5": "B", "R6": "B"},
        decisions=(Decision(year("R5"), "C", "会場が使えなかったため"),),
    )

    row = build_context(build_plan(indicator, scale=build_scale())).rows[0]

    assert [row.mark(year(text)) for text in ("R5", "R6", "R7", "R8")] == ["C", "B", "A", ""]


def test_grades_that_were_computed_already_are_used() -> None:
    plan = build_plan(build_indicator(targets={"R5": 10}, actuals={"R5": 10}), scale=build_scale())
    evaluated = build_context(plan).evaluated
    lower = tuple(
        replace(item, evaluations=tuple(replace(one, band=None) for one in item.evaluations))
        for item in evaluated
    )

    assert build_context(plan, lower).rows[0].mark(year("R5")) == ""
    assert build_context(plan, evaluated).rows[0].mark(year("R5")) == "A"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10人", "12人", True),
        ("10人", "12", True),
        ("10人", "12件", False),
        ("114.5万冊", "1,145,346冊", True),
        ("558.7万人", "570.0", False),
        ("16%削減", "20%", False),
        ("98/99校園", "99校園", False),
    ],
)
def test_only_figures_of_one_kind_are_compared(one: str, other: str, expected: bool) -> None:
    left, right = parse_quantity(one), parse_quantity(other)

    assert are_comparable(left, right) is expected
    assert are_comparable(right, left) is expected


def test_names_are_compared_without_width_space_or_case() -> None:
    assert fold_name("Ｂｉ＠Ｓｔａ　支援") == fold_name("bi@sta支援")


def test_a_long_text_is_cut_and_a_short_one_is_not() -> None:
    assert shorten("あ" * 41) == "あ" * 40 + "…"
    assert shorten("一行目\n二行目") == "一行目 二行目"
