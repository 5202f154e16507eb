"""Years below the headings of a block of lines."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.readers.heading_dates import join_dates_below, join_rows_of_years
from tests.readers.tables import actuals, marks, read_one, targets

FORM = """
施策評価シート
指標名 | 不登校の割合
単位 | ％ | 方向 | ⇩
区分 | 基準値 | 令和4年度 | 令和5年度
 | H21 | |
目標値 | | 0.31 | 0.30
実績値 | 0.32 | 0.33 | 0.24
"""


def test_a_year_below_a_heading_is_that_of_its_figures_and_names_no_group() -> None:
    read = read_one(FORM)
    ((nodes, item),) = read.plan.rows

    assert not any(node.name for node in nodes)
    assert item.baseline is not None
    assert item.baseline.year == FiscalYear(2009)
    assert (targets(item), actuals(item)) == ({2022: "0.31", 2023: "0.30"}, {2022: "0.33", 2023: "0.24"})


def test_an_arrow_beside_a_label_of_the_direction_is_no_group() -> None:
    (item,) = read_one(FORM).plan.indicators

    assert item.direction is Direction.DOWN


def test_a_year_alone_elsewhere_stays_where_it_is() -> None:
    for texts in (
        [["区分", "基準値", "R4", "R5"], ["令和6年度", "", "", ""], ["目標", "1", "2", "3"]],
        [["区分", "基準値(H20)", "R4", "R5"], ["", "H21", "", ""]],
        [["区分", "基準値", "R4", "備考"], ["", "H21", "", ""]],
        [["区分", "基準値", "R4", "R5"], ["", "H21", "2,000", ""]],
    ):
        before = [[*row] for row in texts]
        join_dates_below(texts)
        assert texts == before


def test_a_row_of_years_below_the_headings_goes_with_them() -> None:
    for last in ("R5", ""):
        for beside in ("1年目 | 2年目 | 3年目", "計画期間 | |"):
            found = read_one(
                f"""
                目標 | 評価指標 | 区分 | 現況値 | {beside} | 評価
                 | | | R3 | R4 | R5 | R6 | {last}
                目標１ 足の確保 | 利用者数（人） | 目標 | － | 520 | 540 | 560 | ○
                 | | 実績 | 489 | 533 | 552 | |
                 | 乗車人数（人/便） | 目標 | － | 1.6 | 1.7 | 1.8 | ×
                 | | 実績 | 1.52 | 1.48 | 1.55 | |
                """
            )
            first, second = found.plan.indicators

            assert first.baseline is not None
            assert (first.baseline.year, first.baseline.reading.text) == (FiscalYear(2021), "489")
            assert targets(first) == {2022: "520", 2023: "540", 2024: "560"}
            assert actuals(second) == {2022: "1.48", 2023: "1.55"}
            assert (marks(first), marks(second)) == ({2023: "○"}, {2023: "×"})
            assert [node.name for nodes, _ in found.plan.rows for node in nodes] == ["目標１ 足の確保"] * 2


def test_a_group_line_below_a_row_of_years_goes_on_with_the_table() -> None:
    found = read_one(
        """
        指標 | 区分 | 現状値 | 1年目 | 2年目
         | | R3 | R4 | R5
        【移動】 | | | |
        利用者数 | 目標 | － | 520 | 540
         | 実績 | 489 | 533 | 552
        """
    )
    ((nodes, item),) = found.plan.rows

    assert [node.name for node in nodes] == ["【移動】"]
    assert actuals(item) == {2022: "533", 2023: "552"}


def test_years_below_kinds_of_figures_and_rows_with_names_stay() -> None:
    for texts in (
        [["指標", "区分", "実績値", ""], ["", "", "R4", "R5"], ["参加者数", "男性", "3", "4"]],
        [["指標", "区分", "1年目", "2年目"], ["総数", "", "R4", "R5"]],
        [["課題", "内容", "前半", "後半"], ["", "", "R4", "R5"]],
        [["指標", "区分", "基準値", "目標値"], ["", "", "R4", "R5"]],
    ):
        before = [[*row] for row in texts]
        join_rows_of_years(texts)
        assert texts == before
