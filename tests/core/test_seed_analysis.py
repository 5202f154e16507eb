"""What an officer wants to know of the reference plan at the end of 令和7年度, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from shirube.core.crosstab import compute_crosstabs
from shirube.core.distribution import (
    compute_distribution,
    compute_history,
    compute_rate_summary,
    count_reached,
    find_always_best,
)
from shirube.core.movers import compute_against_targets_of, compute_movers
from shirube.core.pace import compute_paces
from shirube.core.projection import compute_outlooks
from shirube.core.promise import compute_promises
from shirube.core.ranking import compute_ranking
from shirube.core.rollup import RollupOptions, compute_rollup
from shirube.core.rounding import Rounding, render_percent, round_fraction
from shirube.core.tags import TagGroup, compute_tag_report, find_carried_by_all
from shirube.core.trend import Course, compute_trends
from tests.builders import year
from tests.core.seed_plan import find_row, seed_graded

R5, R6, R7, R8 = (year(text) for text in ("R5", "R6", "R7", "R8"))
GRADED = seed_graded()
YEARS = (R5, R6, R7)


def percent(value: Fraction | None) -> str:
    assert value is not None
    return render_percent(value)


def whole(*values: Fraction) -> list[int]:
    assert all(value.denominator == 1 for value in values)
    return [int(value) for value in values]


def times(value: Fraction | None, digits: int = 1) -> Decimal:
    assert value is not None
    return round_fraction(value, Rounding(digits=digits))


def test_the_grades_of_three_years_are_counted() -> None:
    shown = [item.render() for item in compute_history(GRADED, YEARS)]

    assert shown == [
        "S 1、A 7、B 4、C 2（評価対象 14 / 全 14）",
        "S 2、A 5、B 3、C 4（評価対象 14 / 全 14）",
        "S 1、A 2、B 6、C 5（評価対象 14 / 全 14）",
    ]


def test_a_or_better_falls_from_eight_to_three() -> None:
    history = compute_history(GRADED, YEARS)

    assert [count_reached(item, GRADED.scale) for item in history] == [("A", 8), ("A", 7), ("A", 3)]
    assert [item.count("C") for item in history] == [2, 4, 5]


def test_reached_targets_fall_from_seven_to_three() -> None:
    assert [compute_rate_summary(GRADED.rows, when).reached for when in YEARS] == [7, 7, 3]


def test_mean_and_median_rate_of_three_years() -> None:
    found = [compute_rate_summary(GRADED.rows, when) for when in YEARS]

    assert [percent(item.mean) for item in found] == ["88.0%", "84.4%", "67.0%"]
    # 96.25 % exactly: halves go up here, to the even digit in a spreadsheet of the state.
    assert found[0].median == Fraction(9625, 10000)
    assert [percent(item.median) for item in found[1:]] == ["94.8%", "62.8%"]


def test_without_the_row_that_is_always_best_the_means_are_lower() -> None:
    best = find_always_best(GRADED, YEARS)
    rest = [row for row in GRADED.rows if row not in best]

    assert [row.activity for row in best] == ["中小・小口・マル経"]
    assert [percent(compute_rate_summary(rest, when).mean) for when in YEARS] == ["84.7%", "78.3%", "60.1%"]


def test_six_rows_are_worse_than_two_years_before_and_none_is_better() -> None:
    movers = compute_movers(GRADED, R5, R7)

    assert {(move.row.activity, move.before, move.after) for move in movers.worse} == {
        ("事業承継セミナー", "A", "C"),
        ("経営支援セミナー", "A", "C"),
        ("事業者連携交流会", "B", "C"),
        ("るのカード普及事業", "A", "B"),
        ("地域マップの作成", "A", "B"),
        ("産学連携の支援", "A", "B"),
    }
    assert (len(movers.same), len(movers.better), len(movers.incomparable)) == (8, 0, 0)


def test_grades_by_direction() -> None:
    table = compute_crosstabs(GRADED, R7)[0]

    assert table.heading == "方向性"
    assert [dict(line.distribution.grades) for line in table.lines] == [
        {"S": 1, "A": 0, "B": 2, "C": 3},
        {"S": 0, "A": 2, "B": 1, "C": 1},
        {"S": 0, "A": 0, "B": 3, "C": 1},
    ]


def test_grades_and_mean_by_body() -> None:
    table = compute_crosstabs(GRADED, R7)[-1]
    found = {line.group.name: line for line in table.lines}

    counts = {name: {mark: n for mark, n in line.distribution.grades if n} for name, line in found.items()}
    assert table.heading == "実施主体"
    assert counts == {
        "市": {"B": 1, "C": 3},
        "Bi@Sta": {"B": 3, "C": 2},
        "商工会": {"A": 1, "B": 2},
        "マルシェ": {"A": 1},
        "商工会・市": {"S": 1},
    }
    means = {name: percent(found[name].rates.mean) for name in ("市", "Bi@Sta", "商工会")}
    assert means == {"市": "35.0%", "Bi@Sta": "55.9%", "商工会": "87.1%"}


def test_the_worst_rows_come_first() -> None:
    worst = compute_ranking(GRADED, R7)[:7]

    assert [(item.place, item.row.activity, percent(item.rate)) for item in worst] == [
        (1, "デジタル化促進セミナー", "20.0%"),
        (1, "事業者連携交流会", "20.0%"),
        (3, "事業承継セミナー", "37.8%"),
        (4, "経営支援セミナー", "40.0%"),
        (5, "事業承継相談", "43.5%"),
        (6, "創業相談", "60.0%"),
        (6, "産学連携の支援", "60.0%"),
    ]


def test_against_the_targets_of_r5_the_actuals_of_r7_would_be_better() -> None:
    would_be = compute_against_targets_of(GRADED, R5, R7)

    assert dict(would_be.grades) == {"S": 2, "A": 4, "B": 6, "C": 2}


def test_the_founders_school_grows_but_its_target_grows_too() -> None:
    trends = {trend.row.activity: trend for trend in compute_trends(GRADED, R7)}
    school = trends["創業塾"]

    assert school.course is Course.RISES
    assert [int(value) for _, value in school.figures] == [11, 14, 16]
    assert (times(school.growth, 2), times(school.target_growth, 2)) == (Decimal("0.45"), Decimal("0.38"))
    assert [find_row(GRADED, "創業塾").mark(when) for when in YEARS] == ["B", "B", "B"]


def test_two_rows_fall_every_year_from_the_baseline_on() -> None:
    falling = [
        trend.row.activity
        for trend in compute_trends(GRADED, R7)
        if trend.course is Course.FALLS and trend.since_baseline
    ]

    assert falling == ["創業相談", "るのカード普及事業"]


def test_what_r8_needs_of_the_actuals_of_r7() -> None:
    paces = [(pace.row.activity, times(pace.ratio_to_last, 2)) for pace in compute_paces(GRADED, R7)]

    assert paces == [
        ("デジタル化促進セミナー", Decimal("5.83")),
        ("事業者連携交流会", Decimal("5.83")),
        ("事業承継セミナー", Decimal("3.82")),
        ("事業承継相談", Decimal("3.30")),
        ("経営支援セミナー", Decimal("2.92")),
        ("創業相談", Decimal("1.74")),
        ("創業者交流会", Decimal("1.67")),
        ("産学連携の支援", Decimal("1.67")),
        ("創業塾", Decimal("1.56")),
        ("るのカード普及事業", Decimal("1.31")),
        ("地域マップの作成", Decimal("1.30")),
        ("あきる野マルシェ", Decimal("1.00")),
        ("まちゼミ", Decimal("0.95")),
        ("中小・小口・マル経", Decimal("0.64")),
    ]


def test_the_promised_totals_and_what_is_left_of_them() -> None:
    seminar, advice = compute_promises(GRADED, R7)

    assert whole(seminar.done, seminar.total) == [69, 160]
    assert percent(seminar.share) == "43.1%"
    assert whole(seminar.remaining, seminar.next_target, seminar.last) == [91, 65, 17]
    assert whole(advice.done, advice.total) == [31, 80]
    assert percent(advice.share) == "38.8%"
    assert whole(advice.remaining, advice.next_target, advice.last) == [49, 33, 10]
    assert advice.sum_of_targets == 81


def test_three_projections_of_r8_and_how_many_miss_a() -> None:
    last, mean, line = compute_outlooks(GRADED, R7, R8)

    assert dict(last.distribution.grades) == {"S": 1, "A": 2, "B": 6, "C": 5}
    assert dict(mean.distribution.grades) == {"S": 1, "A": 1, "B": 7, "C": 5}
    assert dict(line.distribution.grades) == {"S": 2, "A": 1, "B": 6, "C": 5}
    assert [outlook.missed for outlook in (last, mean, line)] == [11, 12, 11]


def test_the_issues_that_recur() -> None:
    groups = [TagGroup(name="周知", words=("周知",)), TagGroup(name="実施日時", words=("日時",))]
    report = compute_tag_report(GRADED.rows, R7, groups, marks=("S", "A", "B", "C"))
    exact = {item.name: item for item in report.exact}
    grouped = {item.name: item for item in report.groups}

    assert (exact["集客"].count, dict(exact["集客"].marks)) == (9, {"C": 5, "B": 3, "A": 1})
    assert (exact["周知"].count, dict(exact["周知"].marks)) == (7, {"C": 4, "B": 3})
    assert (grouped["周知"].count, report.total) == (10, 14)
    assert [exact[name].count for name in ("テーマの選定", "実施方法(対面/オンライン)", "実施日時")] == [
        2,
        2,
        2,
    ]
    assert grouped["実施日時"].count == 3
    once = {name for name, item in exact.items() if item.count == 1}
    assert len(once - set(grouped["実施日時"].tags)) == 7
    assert len(report.said_none) == 2
    assert [item.name for item in find_carried_by_all(report, "C")] == ["集客"]


# Measure: grades, mean and its grade, grade of the capped mean, worst grade, sum ratio and its grade.
ROLLUPS = {
    "事業承継の促進": "CC 40.6% C C C 39.7% C",
    "充実した創業支援": "BB 66.4% B B B 62.1% B",
    "継続した経営支援": "SC 98.5% A B C 130.0% S",
    "魅力ある買物環境づくりの支援": "AA 102.4% A A A 104.5% A",
    "デジタル化の推進": "BC 50.0% C C C 67.1% B",
    "事業者のマッチング": "BC 42.8% C C C 35.9% C",
    "産学官連携の推進": "BB 68.3% B B B 76.7% B",
}


@pytest.mark.parametrize(("measure", "expected"), ROLLUPS.items())
def test_the_chosen_rule_changes_what_a_measure_looks_like(measure: str, expected: str) -> None:
    rows = [row for row in GRADED.rows if row.path[1].name == measure]
    options = RollupOptions(mixed_units=True)
    found = {
        name: compute_rollup(name, rows, R7, GRADED.scale, options)
        for name in ("mean", "capped-mean", "worst", "sum-ratio")
    }

    shown = (
        "".join(row.mark(R7) for row in rows),
        percent(found["mean"].value),
        found["mean"].mark,
        found["capped-mean"].mark,
        found["worst"].mark,
        percent(found["sum-ratio"].value),
        found["sum-ratio"].mark,
    )
    assert " ".join(shown) == expected


def test_a_mean_of_exactly_fifty_percent_lies_on_the_edge_and_is_c() -> None:
    rows = [row for row in GRADED.rows if row.path[1].name == "デジタル化の推進"]

    found = compute_rollup("mean", rows, R7, GRADED.scale)

    assert found.value == Fraction(1, 2)
    assert found.mark == "C"


def test_shares_of_the_reference_plan_add_to_one_hundred_openly() -> None:
    shares = compute_distribution(GRADED.rows, GRADED.scale, R7).shares

    assert shares is not None
    assert sum(shares.percents) == 100
    # 1, 2, 6 and 5 of 14 are 7.14, 14.29, 42.86 and 35.71: plain rounding gives 7.1 + 14.3 + 42.9 + 35.7.
    assert [str(value) for value in shares.percents] == ["7.1", "14.3", "42.9", "35.7"]
    assert shares.adjusted == ()
