from __future__ import annotations

from msgspec.structs import replace

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Indicator, Status
from shirube.core.tags import TagGroup, TagReport, compute_tag_report, find_carried_by_all, find_status
from tests.builders import build_indicator, build_plan, build_scale, year

R7 = year("R7")


def report(*indicators: Indicator, groups: tuple[TagGroup, ...] = ()) -> TagReport:
    graded = compute_graded_plan(build_plan(*indicators), build_scale())
    return compute_tag_report(graded.rows, R7, groups, ("S", "A", "B", "C"))


def test_a_row_with_two_tags_of_a_group_counts_once() -> None:
    found = report(
        build_indicator("1", issues=("周知", "効果的な周知方法")),
        groups=(TagGroup(name="周知", words=("周知",)),),
    )

    assert found.groups[0].count == 1
    assert found.groups[0].tags == ("周知", "効果的な周知方法")


def test_a_group_may_list_tags_word_for_word_whatever_their_width() -> None:
    group = TagGroup(name="時期", tags=("実施日時(平日)",))

    assert group.holds("実施日時（平日）")
    assert not group.holds("実施日時")


def test_a_group_without_any_row_is_not_listed() -> None:
    found = report(build_indicator("1", issues=("集客",)), groups=(TagGroup(name="周知", words=("周知",)),))

    assert found.groups == ()


def test_silence_and_saying_that_there_is_none_are_told_apart() -> None:
    found = report(
        build_indicator("1", no_issue=True),
        build_indicator("2"),
        build_indicator("3", issues=("集客",)),
    )

    assert [row.indicator.key for row in found.said_none] == ["1"]
    assert [row.indicator.key for row in found.silent] == ["2"]


def test_a_text_of_another_year_does_not_speak_for_this_one() -> None:
    last_year = replace(build_indicator("1"), statuses=(Status("本文", year("R6"), "本文", ("集客",)),))

    assert report(last_year).exact == ()


def test_a_text_without_a_year_speaks_for_the_year_asked() -> None:
    timeless = replace(build_indicator("1"), statuses=(Status("本文", None, "本文", ("集客",)),))
    found = report(timeless)

    assert found.exact[0].name == "集客"
    assert find_status(found.exact[0].rows[0], R7) is not None


def test_what_all_rows_of_a_grade_carry_needs_two_rows_at_least() -> None:
    low = {"targets": {"R7": 10}, "actuals": {"R7": 1}}
    one = build_indicator("1", issues=("集客", "周知"), **low)  # type: ignore[arg-type]
    two = build_indicator("2", issues=("集客",), **low)  # type: ignore[arg-type]
    silent = build_indicator("3", **low)  # type: ignore[arg-type]

    assert [item.name for item in find_carried_by_all(report(one, two), "C")] == ["集客"]
    assert find_carried_by_all(report(one), "C") == ()
    assert find_carried_by_all(report(one, two, silent), "C") == ()
