"""A table understood as a whole, and what is said about it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.core.fiscal_year import YearStyle
from shirube.readers.table import find_tables
from shirube.readers.understand import read_table
from tests.readers.layouts import HEAD, KINDS, make_grid, make_table
from tests.readers.tables import read_one

ROW = ["甲", "乙", "塾(人数)", "市", "1人", "20人", "21人", "A", "30人", "31人", "A"]


def test_marks_without_a_legend_are_said_to_be_unchecked() -> None:
    read = read_table(make_table(ROW))

    assert [finding.code for finding in read.findings] == ["no-legend"]


@pytest.mark.parametrize("band", ["100%以上80%未満", "100%未満120%以上", "90%超80%以下", "100以上80未満"])
def test_a_legend_whose_band_no_rate_reaches_is_read_and_named(band: str) -> None:
    """Such a slip of the pen once ended the whole reading."""
    text = "指標 | R5目標 | R5実績 | 評価\n相談件数 | 20件 | 18件 | B\n |\nA | {} |\nB | 80%未満 |"
    read, sound = read_one(text.format(band)), read_one(text.format("80%以上"))

    (said,) = [item for item in read.findings if item.code == "legend-contradictory"]
    assert said.level is Level.GRAVE
    assert f"「A：{band}」" in said.message
    assert read.plan.scale is not None
    assert [item.mark for item in read.plan.scale.bands] == ["B"]
    assert "legend-contradictory" not in {item.code for item in sound.findings}


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    table = make_table(ROW)
    hidden = replace(
        table, grid=replace(table.grid, hidden_rows=frozenset({2}), hidden_columns=frozenset({3}))
    )

    (finding,) = [item for item in read_table(hidden).findings if item.code == "hidden-cells"]

    assert "3行" in finding.message
    assert "D列" in finding.message


def test_hidden_rows_outside_the_table_are_nobodys_business() -> None:
    table = make_table(ROW)
    hidden = replace(table, grid=replace(table.grid, hidden_rows=frozenset({0})))

    assert "hidden-cells" not in [item.code for item in read_table(hidden).findings]


def test_years_are_printed_as_the_table_prints_them() -> None:
    head = [cell.replace("令和", "R").replace("年度", "") for cell in HEAD]
    (table,) = find_tables(make_grid(head, KINDS, ROW))

    assert read_table(table).plan.year_style is YearStyle.LETTER


def test_the_form_keeps_every_column_with_its_headings() -> None:
    form = read_table(make_table(ROW)).plan.form

    assert [column.title for column in form.columns[:4]] == ["方向性", "施策", "事業", "実施主体"]
    assert form.columns[5].headings == ("令和5年度", "目標")


def test_a_line_that_nobody_knows_is_asked_about_once() -> None:
    found = read_one(
        """
        項目 | 区分 | R4 | R5 | R6
        一時預かり | 目標 | 350 | 340 | 330
                   | 実績 | 338 | 321 | 315
                   | 実施箇所数 | 6 | 6 | 7
        """
    )

    (asked,) = (one for one in found.findings if one.code == "column-unknown")
    assert asked.message == "「実施箇所数」の行の意味が分かりません。この行は内容を変えずに残しました。"
    assert [text for _, text in found.plan.indicators[0].extras] == ["6", "6", "7"]


def test_many_columns_that_nobody_understands_are_asked_about_once() -> None:
    found = read_one(
        """
        取組 | 指標 | 目標値(H30) | 実績値(H30) | H28 | H29 | H30
        効率化 | 水洗化率 | 85% | 83% | ● | ● | ●
        更新 | 有収率 | 82% | 80% | ● | ● | ●
        """
    )

    (said,) = [one for one in found.findings if one.code == "column-unknown"]
    assert "「H28」から「H30」まで3列" in said.message
    assert [text for _, text in found.plan.indicators[0].extras] == ["●", "●", "●"]


def test_two_of_them_are_asked_about_one_by_one() -> None:
    found = read_one(
        """
        指標     | R6目標 | R6実績 | R6世帯数 | R6予算額
        相談件数 | 70     | 75     | 50,120   | 1,200千円
        """
    )

    said = [one.message for one in found.findings if one.code == "column-unknown"]
    assert [message.endswith("この列は内容を変えずに残しました。") for message in said] == [True, True]


def test_a_heading_above_each_part_is_kept_once() -> None:
    plan = read_one("""
        環境基本計画
        基本施策 観光
        ウ 成果指標
        指標名 | 区分 | R5 | R6
        来館者数 | 目標値 | 10 | 11
        | 実績値 | 9 | 12
        基本施策 防災
        ウ 成果指標
        指標名 | 区分 | R5 | R6
        訓練参加者数 | 目標値 | 20 | 21
        | 実績値 | 19 | 22
        基本施策 福祉
        ウ 成果指標
        指標名 | 区分 | R5 | R6
        相談件数 | 目標値 | 30 | 31
        | 実績値 | 29 | 32
    """).plan

    assert plan.remarks.count("ウ 成果指標") == 1


def test_columns_without_any_heading_are_told_by_their_places() -> None:
    found = read_one(" | H23 | H24 | | | \n本庁 | 163 | 160 | 3 | 1.8% | ア\n支所 | 33 | 34 | 1 | 3.0% | イ")

    (said,) = (one for one in found.findings if one.code == "column-unknown")
    assert "4列目、5列目、6列目" in said.message
