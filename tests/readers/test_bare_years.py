"""Years in headings that are told elsewhere in the table."""

from __future__ import annotations

import pytest

from shirube.readers.bare_years import write_out_bare_years
from tests.readers.tables import actuals, grid, read_one, targets


def test_numbers_below_headings_are_years_near_that_of_the_title_and_it_is_said() -> None:
    found = read_one(
        """
        平成20年度　行財政改革プラン
        項目   | 目標 |     |     | 実績 |     |
               | 18   | 19  | 20  | 18   | 19  | 20
        職員数 | 500  | 490 | 480 | 498  | 489 | 481
        """
    )
    (item,) = found.plan.indicators

    assert targets(item) == {2006: "500", 2007: "490", 2008: "480"}
    assert actuals(item) == {2006: "498", 2007: "489", 2008: "481"}
    (said,) = (one for one in found.findings if one.code == "years-written-out")
    assert "「18」は平成18年度" in said.message


def test_a_year_without_its_era_in_a_heading_is_written_out_too() -> None:
    (item,) = read_one(
        """
        令和6年度　実施状況
        指標   | 5年度目標 | 5年度実績 | 6年度目標 | 6年度実績
        来館者 | 50        | 48        | 60        | 61
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "50", 2024: "60"}, {2023: "48", 2024: "61"})


@pytest.mark.parametrize("heading", ["R5 | R6", "令和5年度 | 令和6年度"])
def test_small_figures_that_follow_one_another_are_no_years(heading: str) -> None:
    found = read_one(
        f"""
        令和6年度　実施状況
        指標 | {heading}
             | 5 | 6
        講座 | 7 | 8
        """
    )

    assert "years-written-out" not in {one.code for one in found.findings}
    assert actuals(found.plan.indicators[-1]) == {2023: "7", 2024: "8"}


def test_an_apostrophe_before_two_digits_is_a_western_year() -> None:
    (item,) = read_one(
        """
        指標   | ’23目標 | ’23実績 | ’24目標 | ’24実績
        来館者 | 50      | 48      | 60      | 61
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "50", 2024: "60"}, {2023: "48", 2024: "61"})


def test_figures_below_years_are_none_however_they_follow_one_another() -> None:
    (item,) = read_one(
        """
        第3期総合戦略
                  |          |        | R4 | R5 | R6 | R7
        基本目標1 | 就農者数 | 目標値 | 5  | 6  | 7  | 8
                  |          | 実績値 | 6  | 5  | 8  |
        """
    ).plan.indicators

    assert [target.reading.text for target in item.targets] == ["5", "6", "7", "8"]


def test_numbers_below_an_era_are_its_years_beside_other_headings() -> None:
    (item,) = read_one(
        """
        成果指標 | 単位 | 基準値 | 平成 | 令和 | | 目標値
         | | H29 | 30 | 元 | 2 | R10
        成約件数 | 件 | 12 | 15 | 21 | 19 | 40
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2028: "40"}, {2018: "15", 2019: "21", 2020: "19"})


def test_figures_below_an_era_are_no_years_where_anything_else_stands_in_the_row() -> None:
    found = read_one(
        """
        指標 | 令和 | | 令和6年度目標
        （見込み） | 2 | 3 | 4
        講座数 | 5 | 6 | 7
        """
    )

    assert "years-written-out" not in {one.code for one in found.findings}


def test_years_on_both_sides_of_a_new_era_need_no_era() -> None:
    (item,) = read_one(
        """
        指標 | 単位 | 項目 | 30 | 元 | 2
        施設総延床面積 | 千㎡ | 目標 | 240 | 238 | 236
         | | 実績 | 241 | 238 | 237
        """
    ).plan.indicators

    assert targets(item) == {2018: "240", 2019: "238", 2020: "236"}
    assert actuals(item) == {2018: "241", 2019: "238", 2020: "237"}


@pytest.mark.parametrize("years", ["12 | 元 | 2", "元 | 2 | 3", "30 | 元 | 3"])
def test_numbers_that_no_new_era_joins_are_left_alone(years: str) -> None:
    sheet = grid(
        f"""
        指標 | 単位 | {years} | R6目標
        施設総延床面積 | 千㎡ | 240 | 238 | 236 | 230
        """
    )

    assert write_out_bare_years(sheet) == (sheet, ())


def test_the_plan_of_a_year_is_of_that_year() -> None:
    (item,) = read_one(
        """
        平成24年度事務事業実績評価表
        指標名 | 24年度計画 | 24年度実績 | 25年度計画
        講座参加者数 | 300 | 342 | 320
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2012: "300", 2013: "320"}, {2012: "342"})


def test_the_plan_of_a_year_without_an_era_is_of_no_other_year() -> None:
    found = read_one(
        """
        指標名 | 5年度計画 | R5実績 | 6年度計画 | R9見込み
        講座参加者数 | 300 | 342 | 320 | 380
        """
    )

    assert targets(found.plan.indicators[0]) == {2023: "300", 2024: "320", 2027: "380"}


def test_years_that_run_through_one_row_are_of_one_era_whenever_the_page_was_changed() -> None:
    found = read_one(
        """
        ページ番号1001324 更新日 令和5年1月18日
        目標値の達成状況
        指標 | 単位 | 現状値   | 実績値   |          | 目標値
             |      | 15年度   | 21年度   | 25年度   | 26年度
        女性 | 人   | 16,377   | 12,745   | 11,118   | 17,000
        男性 | 人   | 9,444    | 9,711    | 11,194   | 13,000
        """
    )

    item = found.plan.indicators[0]
    assert (targets(item), actuals(item)) == ({2014: "17,000"}, {2009: "12,745", 2013: "11,118"})
    assert item.baseline is not None
    assert item.baseline.year is not None
    assert item.baseline.year.start == 2003


@pytest.mark.parametrize(
    ("lines", "number", "heading"),
    [
        ("平成17年度の実績\n更新日 令和5年1月18日", "17", "平成17年度目標"),  # the day of the page says less
        ("更新日 令和5年1月18日", "5", "令和5年度目標"),  # nothing else says the era
    ],
)
def test_when_a_page_was_changed_tells_the_era_only_where_nothing_else_does(
    lines: str, number: str, heading: str
) -> None:
    sheet = grid(f"{lines}\n指標 | {number}年度目標 | {number}年度実績\n来館者 | 50 | 48")

    found, _ = write_out_bare_years(sheet)

    assert found.rows[len(lines.splitlines())][1] == heading


def test_a_year_without_its_era_may_stand_behind_the_kind_of_the_figures() -> None:
    found = read_one(
        """
        数値目標一覧
        成果指標     | 掲載頁 | 現状値     | 目標値24年度 | 目標値29年度
        農業産出額   | 59     | 1,690百万円 | 1,800百万円   | 2,300百万円
        新規就農者数 | 61     | 1人        | 15人         | 30人
        """
    )
    _, farmers = found.plan.indicators

    assert targets(farmers) == {2012: "15人", 2017: "30人"}
    assert [one.code for one in found.findings if one.level.name == "GRAVE"] == []


def test_a_year_without_its_era_may_stand_behind_the_number_of_its_column() -> None:
    first, *_ = read_one(
        """
        環境指標項目（単位） | ①26年度目標値 | ②26年度実績値 | ③達成率（%）
        電線類の地中化延長 | 64.0 | 65.3 | 102.0
        道路緑化率 | 24.6 | 24.3 | 98.8
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2014: "64.0"}, {2014: "65.3"})


def test_a_number_behind_any_other_word_is_no_year_without_its_era() -> None:
    # 第24年度 and the like count years of something else.
    cells = grid("指標 | 第24年度 | 開始24年度 | 開始25年度 | 備考\n参加者数 | 1 | 2 | 3 |")

    assert write_out_bare_years(cells) == (cells, ())


def test_years_that_run_on_from_a_first_one_are_of_the_newest_era() -> None:
    text = "指標 | 元年度 | 2年度 | 3年度\n相談件数 | 10 | 12 | 15"

    assert actuals(read_one(text).plan.indicators[0]) == {2019: "10", 2020: "12", 2021: "15"}


def test_two_first_years_alone_name_no_era() -> None:
    sheet = grid("指標 | 元年度 | 2年度\n相談件数 | 10 | 12")

    assert write_out_bare_years(sheet) == (sheet, ())


def test_a_year_that_cells_below_name_tells_of_which_era_the_years_of_headings_are() -> None:
    found = read_one(
        """
        1.資料の収集・保存と活用
        中期目標の項目 | 評価指標     | 指標の目標値          | 14年度実績 | 15年度実績
        資料の収集     | 収蔵資料点数 | 2008年度末で50万点 | 445,811点  | 454,853点
        寄託の促進     | 寄託件数     | 2008年度末で12件   | 9件        | 10件
        """
    )
    first = found.plan.indicators[0]

    assert actuals(first)[2002] == "445,811点"
    assert actuals(first)[2003] == "454,853点"
    assert list(targets(first)) == [2008]


def test_what_was_reached_is_not_put_behind_the_latest_year_that_the_cells_name() -> None:
    text = "評価指標 | 目標値 | 14年度実績 | 15年度実績\n貸出冊数 | 平成10年度に50冊 | 40 | 41"

    assert write_out_bare_years(grid(text)) == (grid(text), ())


def test_a_goal_beside_bare_years_says_its_year_as_they_do_below_a_title_of_one_of_them() -> None:
    (item,) = read_one(
        """
        地球温暖化対策分野(24年度)
        年度 | 21 | 22 | 23 | 24 | 24目標 | (達成度) | 31目標
        緑化完了率 | 47.8% | 58.5% | 63.3% | 60.3% | 62.5% | 96.5% | 80%
        """
    ).plan.indicators

    assert actuals(item)[2009] == "47.8%"
    assert actuals(item)[2012] == "60.3%"
    assert targets(item) == {2012: "62.5%", 2019: "80%"}


def test_bare_numbers_below_a_title_without_a_year_are_no_years() -> None:
    text = "温暖化対策(第2版)\n年度 | 21 | 22 | 23 | 24 | 24目標 | 31目標\n完了率 | 1 | 2 | 3 | 4 | 5 | 6"

    assert write_out_bare_years(grid(text)) == (grid(text), ())


@pytest.mark.parametrize(
    ("above", "heading", "below"),
    [
        ("", "指標 | 30年度目標 | 30年度実績", ["指標", "平成30年度目標", "平成30年度実績"]),
        # A row of nothing but numbers is one of figures, further down.
        ("指標 | 目標 | 実績\n", " | 30 | 31", ["", "30", "31"]),
    ],
)
def test_headings_far_below_mean_the_years_that_the_same_ones_mean_above(
    above: str, heading: str, below: list[str]
) -> None:
    rows = "\n".join(f"指標{number} | 3 | 4" for number in range(80))
    text = f"平成30年度の検証\n{above}{heading}\n{rows}\n※ 速報\n{heading}\n講座 | 5 | 4"

    after, said = write_out_bare_years(grid(text))

    assert said
    assert [str(cell) for cell in after.rows[-2]] == below


def test_a_number_among_years_has_their_era() -> None:
    """佐世保市 prints H22 | H25 | H27 | H29 | 31 below 現状値, 実績値の推移 and 最終目標値."""
    (item,) = read_one(
        """
        NO | 成果指標名 | 現状値 | 実績値の推移 |  |  | 最終目標値
           |            | H22 | H25 | H27 | H29 | 31
        1 | 市民満足度【%】 | 23.1 | 23.1 | 38.4 | 38.0 | 36.3
        """
    ).plan.indicators

    assert targets(item) == {2019: "36.3"}
    assert actuals(item) == {2013: "23.1", 2015: "38.4", 2017: "38.0"}


def test_a_figure_below_years_is_none() -> None:
    (item,) = read_one("指標 | R4実績 | R5実績 | R6目標\n相談件数 | 12 | 14 | 20").plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "20"}, {2022: "12", 2023: "14"})


def test_a_heading_that_lost_the_beginning_of_its_year_stops_nothing() -> None:
    found = read_one("計画\n指標 | 0年度目標 | 10年度実績\n参加者数 | 10人(2008年度) | 12人(2010年度)")

    assert [item.name for item in found.plan.indicators] == ["参加者数"]
    assert "year-unknown" in {one.code for one in found.findings}
