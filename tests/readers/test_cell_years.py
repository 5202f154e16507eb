"""Years that cells state for themselves."""

from __future__ import annotations

import time

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.cell_years import (
    find_cell_year,
    find_goal_year,
    find_other_year,
    find_year_in_name,
    find_years_of_cells,
    is_dated_figure,
)
from tests.readers.tables import actuals, read_one, targets


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("8,348人(R3.5)", 2021),
        ("15,000人(H33(R3))", 2021),
        ("1,624,175/年間(R3.3.31)", 2020),
        ("93.8 (H16)", 2004),
        ("75%(22年度)", 2010),
        ("558.7 万人(21 年)", 2009),
        ("2025年までに40%以上、60%以下", 2025),
        ("男女計:8.5% 女性:2.8%(平成26年)", 2014),
        ("平成18年度で均衡", 2006),
        ("2.9万人(17〜23年度)", 2011),
        ("1.6万人(25年度末〜29年度)", 2017),
        ("3.1万人(平成17〜23年度)", 2011),
        ("1件(H27-31の合計)", 2019),
        ("53事業者(H20-H24の平均)", 2012),
        ("5,163 [H27~28累計]", 2016),
    ],
)
def test_the_year_beside_a_figure_is_found(text: str, start: int) -> None:
    assert find_cell_year(text, FiscalYear(2012)) == FiscalYear(start)


@pytest.mark.parametrize(
    "text", ["20人", "20人(見込)", "5人(H27とR1の比較)", "6年で16%削減", "263戸(100%)", "", "R5"]
)
def test_other_words_are_no_year(text: str) -> None:
    assert find_cell_year(text, FiscalYear(2012)) is None


def test_one_cell_that_names_the_era_speaks_for_the_years_of_all_others() -> None:
    assert find_years_of_cells(["60.2%(平成28年度)", "81.0%(32年度)"]) == (FiscalYear(2016), "")


def test_a_number_of_years_that_only_heisei_had_needs_no_era() -> None:
    assert find_years_of_cells(["43.3%(18年度)", "60%(22年度)"]) == (FiscalYear(2010), "60%(22年度)")


@pytest.mark.parametrize("texts", [[], ["31人(12年度)", "3人(6年度)"], ["90%(22年間)", "24年度"]])
def test_years_that_two_eras_had_tell_no_era(texts: list[str]) -> None:
    assert find_years_of_cells(texts) == (None, "")


def test_the_last_year_of_a_period_in_a_name_counts() -> None:
    assert find_year_in_name("財政効果額(平成16~18年度)", None) == FiscalYear(2006)
    assert find_year_in_name("職員数", None) is None


@pytest.mark.parametrize(
    "name", ["1-2 年1回健康診査を受けている人", "2-1 年間の利用者数", "3～4年生の参加者数"]
)
def test_the_number_of_an_indicator_before_a_word_with_year_is_no_period(name: str) -> None:
    assert find_year_in_name(name, FiscalYear(2011)) is None


@pytest.mark.parametrize(("name", "start"), [("財政効果額(平成16~18年度)", 2006), ("人数 R3～R7", 2025)])
def test_the_period_of_a_name_is_its_last_year(name: str, start: int) -> None:
    assert find_year_in_name(name, FiscalYear(2011)) == FiscalYear(start)


@pytest.mark.parametrize(
    "text", ["5.1%\n平成20年度", "5.1% 平成20年度 (※平成21年1月現在)", "120人　2008年度"]
)
def test_a_year_in_a_line_below_its_figure_needs_no_brackets(text: str) -> None:
    assert find_cell_year(text) == FiscalYear(2008)


def test_a_year_between_two_figures_is_of_none_of_them() -> None:
    assert find_cell_year("100 平成20年度 120") is None


_SEISMIC = """
    耐震化率の推移
    建築物の種類 | 平成17年度末 | 平成26年度末(推計) | 平成27年度末(目標)
    木造住宅 | 61.5% | 75.5% | 83.1%
    沿道建築物 | {first} | 81.6% | 95.0%
    """


@pytest.mark.parametrize("first", ["78.0%(21 年度末)", "78.0%（H21調査）"])
def test_a_figure_of_another_year_than_its_heading_says_is_of_that_year(first: str) -> None:
    item = read_one(_SEISMIC.format(first=first)).plan.indicators[1]

    assert set(actuals(item)) == {2009, 2014}


@pytest.mark.parametrize(
    "first",
    [
        "78.0%(平成21年度比3%増)",  # what it is compared with
        "78.0%(平成26年度末)",  # the column of that year holds another
        "78.0%(平成17年度末)",
    ],
)
def test_what_else_is_said_behind_a_figure_moves_it_to_no_other_year(first: str) -> None:
    item = read_one(_SEISMIC.format(first=first)).plan.indicators[1]

    assert set(actuals(item)) == {2005, 2014}


def test_endless_blanks_between_the_years_of_a_period_take_no_time() -> None:
    begin = time.process_time()

    assert find_cell_year(f"83%(17{' ' * 60_000}x)") is None
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("住宅のバリアフリー化【平成27年まで】", 2015),
        ("2020年までに開業率10%台", 2020),
        ("耐震化率（R7年度末まで）", 2025),
        ("平成27年度までの累計", None),
        ("まで", None),
        ("令和5年度までに100人、令和7年度までに200人", None),
    ],
)
def test_a_name_may_say_by_when_its_goal_is_promised(name: str, year: int | None) -> None:
    found = find_goal_year(name, FiscalYear(2015))

    assert (found.start if found else None) == year


def test_a_goal_without_a_year_is_of_that_in_its_name() -> None:
    first, second = read_one(
        """
        達成目標 | 数値目標 | 計画開始前 | 平成17年度
        ショートステイ | 約5,600人分 | 4,126人分(14年度末) | 8,994人分(17年度末)
        住宅のバリアフリー化【平成27年まで】 | 2割 | 2.7%(10年度) | 3.4%(15年度)
        """
    ).plan.indicators

    assert (list(targets(first)), list(targets(second))) == ([2005], [2015])
    assert second.baseline is not None
    # 令和10年度 lies nearer to the goal, but no baseline is of a year to come.
    assert second.baseline.year == FiscalYear(1998)


def test_marks_of_rows_whose_newest_figures_are_of_different_years_are_of_those_years() -> None:
    first, second, third = read_one(
        """
        項目 | 基準 | 現状 | 目標 | 評価
        農業産出額 | 755億円(22年度) | 760億円(25年度) | 755億円 | A
        作付面積 | 141ha(21年度) | 197ha(26年度見込み) | 190ha | A
        出荷頭数 | 100頭(22年度) | 1,720頭(26年度見込み) | 1,000頭 | A
        """
    ).plan.indicators

    assert [[one.year.start for one in item.published] for item in (first, second, third)] == [
        [2013],
        [2014],
        [2014],
    ]
    assert list(actuals(first)) == list(targets(first)) == [2013]


@pytest.mark.parametrize(
    "text",
    [
        "93.7(令和2年度平均)",
        "4,914(令和2年度)",
        "1.36（平成25年）",
        "0(平成31年)",
        "2(H26)",
        "▲3(H31)",
        "10.6g\n（平成22年）",
        "12.5ha(H26)",
        "2,020kWh(R2)",
        "3t-CO2（令和2年度）",
    ],
)
def test_a_figure_with_its_year_behind_it_is_no_year(text: str) -> None:
    assert is_dated_figure(text)


@pytest.mark.parametrize(
    "text", ["25(2013)", "2019(H31)", "7(2025)", "平成25(2013)", "8(R2～R6)", "12人", "R5(1)", "2025FY(R7)"]
)
def test_a_year_told_twice_is_no_figure(text: str) -> None:
    assert not is_dated_figure(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(H24)89,700人", 2012),
        ("（平成25年度末）約105,000人", 2013),
        ("(H34)▲8割", 2022),
        ("(H24～H26)5人", None),
    ],
)
def test_a_year_in_brackets_before_a_figure_is_its_own(text: str, year: int | None) -> None:
    found = find_cell_year(text)

    assert (found.start if found else None) == year


def test_a_goal_says_its_own_year_before_the_figure_too() -> None:
    first, second = read_one(
        """
        数値目標の達成状況
        指標 | 基準値 | H26 | H27 | 期待値(H27) | 区分 | 目標値(H29)
        犠牲者数 | (H25)約105,000人 | 95,000人 | 74,000人 | 81,700人 | A | (H34)8割減少
        団員数 | (H24)20,652人 | 20,192人 | 19,987人 | 20,700人 | 基準値以下 | 20,730人
        """
    ).plan.indicators

    assert first.baseline is not None
    assert first.baseline.year == FiscalYear(2013)
    assert list(targets(first)) == [2015, 2022]
    assert list(targets(second)) == [2015, 2017]
    assert [one.mark for item in (first, second) for one in item.published if one.mark] == ["A", "基準値以下"]


@pytest.mark.parametrize("text", ["80.0% H26年健康アンケートより", "88.0% ※H26市民調査"])
def test_a_survey_named_behind_a_figure_says_its_year(text: str) -> None:
    assert find_cell_year(text) == FiscalYear(2014)
    assert find_other_year(text, FiscalYear(2018)) == FiscalYear(2014)
    assert find_other_year(text, FiscalYear(2014)) is None


def test_a_note_behind_the_year_of_a_figure_does_not_hide_it() -> None:
    (item,) = read_one(
        """
        指標 | 目標(R6) | R3実績 | R4実績
        従業者数 | 2,315人 | 2,211人(R2)※時点を変更 | 2,250人
        """
    ).plan.indicators

    assert actuals(item)[2020] == "2,211人(R2)※時点を変更"
    assert 2021 not in actuals(item)


def test_rows_whose_units_are_in_letters_are_no_headings() -> None:
    """Two such cells beside a name were once taken for headings of another table."""
    read = read_one(
        """
        項目 | 策定時のベースライン | 目標
        食事を共にする割合 | 68.1%(平成23年度) | 80%(平成34年度)
        食塩摂取量 | 10.6g(平成22年) | 8g(平成34年度)
        緑地の面積 | 12ha(平成22年) | 15ha(平成34年度)
        """
    )

    items = read.plan.indicators
    assert [(item.name, item.baseline.year, list(targets(item))) for item in items if item.baseline] == [
        ("食事を共にする割合", FiscalYear(2011), [2022]),
        ("食塩摂取量", FiscalYear(2010), [2022]),
        ("緑地の面積", FiscalYear(2010), [2022]),
    ]
