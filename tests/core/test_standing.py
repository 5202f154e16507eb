from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.indicator import Actual, Decision, Indicator
from shirube.core.reading import Missing, Standing
from shirube.core.standing import check_published_grades
from tests.builders import build_indicator, build_plan, build_scale, missing, reading, year


def build(now: str, *earlier: str, mark: str = "A", decided: str = "") -> Indicator:
    """R6 with a target of 100店: the figure now, those known before, and the grade published."""
    base = build_indicator(
        unit="店", targets={"R6": "100店"}, actuals={"R6": now}, marks={"R6": mark} if mark else {}
    )
    replaced = tuple(replace(reading(item), standing=Standing.PROVISIONAL) for item in earlier)
    final = replace(reading(now), standing=Standing.FINAL)
    decisions = (Decision(year("R6"), decided, "会議で決定"),) if decided else ()
    return replace(base, actuals=(Actual(year("R6"), final, replaced),), decisions=decisions)


def check(indicator: Indicator) -> list[Finding]:
    return check_published_grades(build_plan(indicator, activity="普及事業"), build_scale())


def test_a_final_value_that_changes_a_published_grade_is_grave_and_names_both_figures() -> None:
    [finding] = check(build("89店", "91店"))

    assert finding.code == "published-grade-changes"
    assert finding.level is Level.GRAVE
    assert finding.message == (
        "公表済みの評価が変わります。令和6年度は速報値91店により「A」と公表していますが、"
        "確定値89店では「B」になります。"
    )
    assert finding.remedy == "正誤表を作成して評価の変更を公表するか、決定評価とその理由を記録してください。"
    assert finding.place.render() == "普及事業（参加者数） / 令和6年度"


def test_a_final_value_in_the_same_band_changes_nothing() -> None:
    assert check(build("90店", "91店")) == []


def test_a_grade_that_was_never_published_cannot_change() -> None:
    assert check(build("89店", "91店", mark="")) == []


def test_a_grade_that_never_followed_from_the_figures_is_another_matter() -> None:
    assert check(build("89店", "60店", mark="A")) == []


def test_any_of_the_earlier_figures_may_have_been_the_published_one() -> None:
    assert len(check(build("89店", "91店", "60店"))) == 1
    assert "速報値92店" in check(build("89店", "91店", "92店"))[0].message


def test_people_may_decide_to_keep_the_published_grade() -> None:
    assert check(build("89店", "91店", decided="A")) == []
    assert len(check(build("91店", "92店", decided="C"))) == 1


def test_a_figure_that_is_withdrawn_leaves_no_grade() -> None:
    indicator = build("89店", "91店")
    withdrawn = Actual(year("R6"), missing(Missing.TABULATING, "集計中"), indicator.actuals[0].earlier)

    [finding] = check(replace(indicator, actuals=(withdrawn,)))

    assert "実績値集計中では評価なしになります。" in finding.message


@pytest.mark.parametrize(
    ("standing", "name"),
    [
        (Standing.EXPECTED, "見込値92店"),
        (Standing.RESTATED, "遡及改定後の値92店"),
        (Standing.UNSTATED, "実績値92店"),
        (Standing.FINAL, "確定値92店"),
    ],
)
def test_figures_are_named_by_their_standing(standing: Standing, name: str) -> None:
    indicator = build("89店", "92店")
    [actual] = indicator.actuals
    earlier = (replace(actual.earlier[0], standing=standing),)

    [finding] = check(replace(indicator, actuals=(replace(actual, earlier=earlier),)))

    assert f"は{name}により" in finding.message


def test_years_that_did_not_change_do_not_hide_those_that_did() -> None:
    changed = build("89店", "91店")
    first = Actual(year("R5"), reading("50店"))
    without_mark = Actual(year("R4"), reading("50店"), (reading("99店"),))

    assert len(check(replace(changed, actuals=(without_mark, first, *changed.actuals)))) == 1


def test_a_figure_without_an_earlier_one_is_not_compared() -> None:
    assert check(build("89店")) == []
