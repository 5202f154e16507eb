from __future__ import annotations

from fractions import Fraction

from shirube.web.charts import build_chart, build_spark

F = Fraction


def test_a_spark_starts_at_zero_so_that_counts_do_not_look_steeper_than_they_are() -> None:
    spark = build_spark([F(100), F(110)], [F(50), F(100)], "")

    assert spark is not None
    ys = [float(dot.y) for dot in spark.dots]
    # 50 of 110 lies a little below the middle between 29 (zero) and 5 (the top).
    assert ys == [18.1, 7.2]


def test_a_gap_breaks_the_line_and_draws_nothing_in_its_place() -> None:
    spark = build_spark([None] * 4, [F(1), None, F(3), F(4)], "R5 実績1")

    assert spark is not None
    assert len(spark.dots) == 3
    assert [line.points.count(",") for line in spark.actuals] == [2]
    assert spark.words == "R5 実績1"


def test_nothing_is_drawn_without_a_figure() -> None:
    assert build_spark([None], [None], "") is None
    assert build_chart("題", "人", ["R5"], [None], [None]) is None


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = build_chart("創業塾", "人", ["R5", "R6"], [F(16), F(19)], [F(11), None])

    assert chart is not None
    assert chart.description == "R5 目標16人 実績11人、R6 目標19人"
    assert [dot.words for dot in chart.actual_dots] == ["11人"]
    assert [guide.words for guide in chart.guides] == ["0", "5", "10", "15"]


def test_figures_below_zero_have_their_place_below_the_line_of_zero() -> None:
    chart = build_chart("収支", "億円", ["R5", "R6"], [F(0), F(0)], [F(-2), F(3)])

    assert chart is not None
    low, high = (float(dot.y) for dot in chart.actual_dots)
    assert low > high
    assert float(chart.floor) == low


def test_all_figures_zero_still_make_a_drawing() -> None:
    assert build_spark([F(0), F(0)], [F(0), F(0)], "") is not None
