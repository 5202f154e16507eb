"""見込 beside 確定: both are kept, the final one counts, and the table shows both again."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Indicator
from shirube.core.reading import Reading, Standing
from shirube.core.table import compute_table
from shirube.readers.result import ReadPlan
from shirube.readers.standing_columns import find_standing, find_year_part, give_standing, rank_standings
from tests.readers.tables import actuals, read_one

R6, R7 = FiscalYear(2024), FiscalYear(2025)
TABLE = """みなと市観光プラン 進捗状況
実施事業(指標名)|実施主体|令和6年度|||||令和7年度
||目標|実績（見込）|実績（確定）|評価（見込）|評価（確定）|目標
案内所(来所者数)|観光課|12,000人|11,500人|11,820人|B|A|12,500人
散策路(延長)|土木課|500m|480m||B||600m
割引(利用者数)|観光協会|800人|790人|集計中|B||900人"""


def find(read: ReadPlan, name: str) -> Indicator:
    return next(item for item in read.plan.indicators if item.name == name)


def figures(indicator: Indicator) -> list[tuple[str, str]]:
    actual = indicator.actual(R6)
    assert actual is not None
    return [(one.text, one.standing.value) for one in (*actual.earlier, actual.reading)]


def test_an_expected_and_a_final_figure_of_one_year_are_both_kept() -> None:
    read = read_one(TABLE)

    assert figures(find(read, "来所者数")) == [("11,500人", "見込"), ("11,820人", "確定")]
    assert figures(find(read, "延長")) == [("480m", "見込")]
    assert figures(find(read, "利用者数")) == [("集計中", "記載なし"), ("790人", "見込")]


def test_the_final_mark_counts_and_the_expected_one_is_kept_beside_it() -> None:
    read = read_one(TABLE)
    indicator = find(read, "来所者数")

    assert [(item.year, item.mark) for item in indicator.published] == [(R6, "A")]
    assert dict(indicator.extras) == {5: "B"}


def test_the_table_shows_both_columns_again() -> None:
    read = read_one(TABLE)

    rows = [[cell.text if cell else "" for cell in row.cells] for row in compute_table(read.plan).rows]

    assert [row[3:7] for row in rows] == [
        ["11,500人", "11,820人", "B", "A"],
        ["480m", "", "B", ""],
        ["790人", "集計中", "B", ""],
    ]


def test_each_column_says_why_it_was_set_apart() -> None:
    read = read_one(TABLE)

    parts = {item.index: (item.column.role, item.column.part) for item in read.columns if item.column.part}
    assert parts == {3: (Role.ACTUAL, "見込"), 5: (Role.EXTRA, "見込")}
    assert "より確かな列があるため、見込の値として残します" in read.columns[3].why
    assert read.columns[3].confidence == 90


def test_a_mark_of_the_final_figure_that_nobody_gave_does_not_hide_the_expected_one() -> None:
    table = "\n".join(line.replace("|A|12,500人", "||12,500人") for line in TABLE.splitlines())

    read = read_one(table)

    assert [item.mark for item in find(read, "来所者数").published] == ["B"]


def test_provisional_figures_in_a_table_that_has_to_be_rewritten_are_kept_too() -> None:
    read = read_one(
        "かわべ市スポーツ計画（令和6年度）\n項目|目標値|実績値（速報）|実績値（確報）|評価\n"
        "参加者数|3,000人|2,910人|2,954人|B\n指導者数|120人|118人||B"
    )

    assert figures(read.plan.indicators[0]) == [("2,910人", "速報"), ("2,954人", "確定")]
    assert figures(read.plan.indicators[1]) == [("118人", "速報")]


def test_a_single_expected_figure_is_not_taken_for_a_final_one() -> None:
    read = read_one("事業|指標|令和7年度|\n||目標|実績見込\n講座|受講者数|20人|18人")

    actual = read.plan.indicators[0].actual(R7)
    assert actual is not None
    assert actual.reading.standing is Standing.EXPECTED


def test_half_years_without_the_year_are_not_taken_for_it() -> None:
    read = read_one(
        "事業|指標|令和6年度||令和7年度||\n||目標|実績|目標|上半期|下半期\n講座|受講者数|20人|18人|22人|9人|8人"
    )

    indicator = read.plan.indicators[0]
    actual = indicator.actual(R7)
    assert actual is None or actual.reading.is_missing
    assert dict(indicator.extras) == {5: "9人", 6: "8人"}
    assert sum(finding.code == "column-unknown" for finding in read.findings) == 2


def test_half_years_beside_the_year_are_kept_as_its_parts() -> None:
    read = read_one("事業|指標|令和6年度|||\n||目標|上半期|下半期|実績\n講座|受講者数|20人|9人|8人|17人")

    actual = read.plan.indicators[0].actual(R6)
    assert actual is not None
    assert actual.reading.text == "17人"
    assert [item.column.part for item in read.columns] == ["", "", "", "上半期", "下半期", ""]


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("令和6年度 実績見込", Standing.EXPECTED),
        ("決算見込額", Standing.EXPECTED),
        ("速報値", Standing.PROVISIONAL),
        ("実績（未確定）", Standing.PROVISIONAL),
        ("実績（確定）", Standing.FINAL),
        ("実績値", Standing.UNSTATED),
    ],
)
def test_headings_say_how_final_their_figures_are(title: str, standing: Standing) -> None:
    assert find_standing(title) is standing


def test_headings_that_say_the_same_twice_tell_nothing_apart() -> None:
    assert rank_standings(["実績見込", "実績"]) == [Standing.EXPECTED, Standing.FINAL]
    assert rank_standings(["実績", "実績"]) is None
    assert rank_standings(["実績見込", "見込値"]) is None
    assert rank_standings(["実績見込"]) is None


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("上半期", "上半期"),
        ("4～9月", "4～9月"),
        ("9月末実績", "9月末"),
        ("平成１５年９月３０日現在", "9月30日"),
        ("Ｒ５．１２月末", "12月末"),
        ("第1四半期", "第1四半期"),
        ("令和6年3月末現在", ""),
        ("実績", ""),
    ],
)
def test_headings_say_which_part_of_the_year_they_mean(title: str, part: str) -> None:
    assert find_year_part(title) == part


def test_what_a_cell_says_of_itself_goes_before_its_heading() -> None:
    said = Reading(state="開設", standing=Standing.PROVISIONAL)

    assert give_standing(said, Standing.FINAL) is said
    assert give_standing(Reading(state="開設"), Standing.FINAL).standing is Standing.FINAL


@pytest.mark.parametrize("plan", ["後期基本計画期間", "前期実施計画", "後期計画"])
def test_the_second_half_of_a_plan_above_its_years_is_no_half_of_a_year(plan: str) -> None:
    read = read_one(
        f"施策|成果指標|単位|基準年度|{plan}||||\n|||R1|R2||R3||R4\n|||実績|目標|実績|目標|実績|目標\n"
        "防犯|刑法犯認知件数|件|402|395|361|388|342|380"
    )

    indicator = read.plan.indicators[0]
    assert [(one.year.start, one.reading.text) for one in indicator.actuals[:2]] == [
        (2020, "361"),
        (2021, "342"),
    ]
    assert not indicator.extras


def test_the_second_half_of_a_year_is_still_no_figure_of_it() -> None:
    read = read_one(
        "施策|成果指標|単位|令和6年度||||\n|||目標|前期|後期|後期計画\n防犯|刑法犯認知件数|件|395|200|180|195"
    )

    actual = read.plan.indicators[0].actual(R6)
    assert actual is None or actual.reading.is_missing


def test_what_was_measured_half_way_in_a_year_of_its_own_is_no_part_of_one() -> None:
    """ベースライン | 中間値 | 最新値 of a plan for health, each with the year of its survey."""
    found = read_one(
        """
        指標 | ベースライン | | 中間値 | | 最新値 | | 目標値（R10）
             | 年 | 値 | 年 | 値 | 年 | 値 |
        喫煙率 | R1 | 28.8 | R3 | 26.2 | R5 | 24.9 | 19.0
        受診率 | H30 | 70.1 | R2 | 69.9 | R4 | 72.8 | 90.0
        """
    )
    first, second = found.plan.indicators

    assert (actuals(first), actuals(second)) == (
        {2021: "26.2", 2023: "24.9"},
        {2020: "69.9", 2022: "72.8"},
    )


def test_the_first_half_of_a_plan_is_no_half_of_a_year() -> None:
    found = read_one(
        """
        区分 | 前期計画（H28～R2） | | 後期計画（R3～R7） | |
             | 目標 | 実績 | 目標 | R5末実績 | 進捗率
        間伐面積（ha） | 1,500 | 1,388 | 1,600 | 902 | 56.4%
        作業道の延長（km） | 60 | 58 | 75 | 48 | 64.0%
        """
    )
    first, _ = found.plan.indicators

    assert actuals(first) == {2020: "1,388", 2023: "902"}
    assert [(one.year.start, one.rate) for one in first.published if one.rate] == [(2023, "56.4%")]
    assert {one.code for one in found.findings} & {"year-unknown", "year-part-alone"} == set()


@pytest.mark.parametrize("title", ["第1期実施計画期間における目標値", "第２期戦略の目標", "第一期プラン実績"])
def test_the_first_of_several_plans_is_no_quarter_of_a_year(title: str) -> None:
    assert find_year_part(title) == ""


@pytest.mark.parametrize("title", ["第1期実績", "第１四半期の計画"])
def test_a_quarter_is_a_part_of_a_year(title: str) -> None:
    """The control: 計画 beside 四半期 is what was planned for it."""
    assert find_year_part(title)
