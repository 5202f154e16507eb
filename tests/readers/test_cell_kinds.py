"""What the cells of a column look like."""

from __future__ import annotations

import pytest

from shirube.readers.cell_kinds import holds_judgements, holds_rates, holds_years
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, marks, rates, read_one, targets


@pytest.mark.parametrize(
    ("cells", "rates", "years"),
    [
        (["92.6%", "104％", "-"], True, False),
        (["A", "B", "92%"], False, False),
        (["R2", "平成30年度", "H30"], False, True),
        (["R2", "3人", "H30"], False, False),
        (["", "", ""], False, False),
    ],
)
def test_a_column_is_told_by_its_cells(cells: list[str], rates: bool, years: bool) -> None:
    body = "\n".join(f"指標{number} | 5 | {cell}" for number, cell in enumerate(cells))
    (table,) = find_tables(grid(f"指標 | 令和6年度実績 | 評価\n{body}"))

    assert (holds_rates(table, 2), holds_years(table, 2)) == (rates, years)


def test_small_figures_of_several_years_are_what_was_reached_where_all_rows_count_so() -> None:
    """Units in a column, targets as small: 2 of 3 lectures, and no mark."""
    first, second = read_one(
        """
        指標 | 単位 | 目標値(R7) | 進捗状況 |  |
         |  |  | R4 | R5 | R6
        講演会の開催 | 回 | 2 | 1 | 2 | 2
        窓口の設置 | か所 | 3 | 2 | - | 3
        """
    ).plan.indicators

    assert actuals(first) == {2022: "1", 2023: "2", 2024: "2"}
    assert actuals(second) == {2022: "2", 2023: "-", 2024: "3"}


def test_a_small_figure_with_its_unit_is_what_was_reached() -> None:
    first, _ = read_one(
        """
        指標 | 目標(R8) | 実施状況 |
         |  | R5 | R6
        学校での講座 | 6回 | 4回 | 5回
        街頭啓発 | 3回 | 2回 | 3回
        """
    ).plan.indicators

    assert actuals(first) == {2023: "4回", 2024: "5回"}


@pytest.mark.parametrize(
    ("unit", "target", "first", "second"),
    [("人", "500", "3", "4"), ("", "2", "1", "2"), ("回", "2", "1点", "2点")],
)
def test_small_figures_may_be_marks(unit: str, target: str, first: str, second: str) -> None:
    """Beside a target of 500, without a unit, or as points nobody can say that 3 was reached."""
    (item,) = read_one(
        f"""
        指標 | 単位 | 目標値(R7) | 進捗状況 |
         |  |  | R5 | R6
        参加者数 | {unit} | {target} | {first} | {second}
        """
    ).plan.indicators

    assert actuals(item) == {}


def test_words_of_progress_are_marks_where_the_table_has_no_other() -> None:
    first, second = read_one(
        """
        指標 | 目標値(R7) | R5実績値 | R5年度の取組実績 | 進捗状況
        講座の参加者数 | 500人 | 412人 | 6回開いた。 | 概ね順調
        研修の受講率 | 100% | 92% | 全課で行った。 | 順調
        """
    ).plan.indicators

    assert (marks(first), marks(second)) == ({2023: "概ね順調"}, {2023: "順調"})
    assert [one.text for one in first.statuses] == ["6回開いた。"]


@pytest.mark.parametrize(
    ("heading", "cells", "judged"),
    [
        ("進捗状況", ("やや遅れ", "計画どおり", "-"), True),
        ("達成状況", ("未達成", "達成", "達成"), True),
        ("進捗状況", ("順調", "-", "-"), True),
        ("進捗状況", ("順調", "会場を変えて続けた", "順調"), False),
        ("取組状況", ("順調", "順調", "順調"), False),
        ("目標達成に向けた状況", ("◎", "△", "－"), True),
        ("目標達成に向けた取組", ("◎", "△", "－"), False),
        ("目標達成に向けた状況", ("◎", "会場を変えて続けた", "－"), False),
        ("計画達成", ("◎", "△", "×"), True),
        ("進捗状況", ("-", "-", "-"), False),
    ],
)
def test_only_words_of_progress_are_taken_for_marks(
    heading: str, cells: tuple[str, ...], judged: bool
) -> None:
    body = "\n".join(f"指標{number} | 5 | {cell}" for number, cell in enumerate(cells))
    (table,) = find_tables(grid(f"指標 | 令和6年度実績 | {heading}\n{body}"))

    assert holds_judgements(table, 2) is judged


def test_words_beside_a_column_of_marks_tell_the_story() -> None:
    (item,) = read_one(
        """
        指標 | R5目標 | R5実績 | R5評価 | 進捗状況
        参加者数 | 500 | 412 | B | 概ね順調
        """
    ).plan.indicators

    assert marks(item) == {2023: "B"}
    assert [one.text for one in item.statuses] == ["概ね順調"]


def test_percentages_below_progress_are_rates() -> None:
    (item,) = read_one(
        """
        取組 | 目標項目 | 単位 | R5実績 | R6実績 | 目標(R7) | 進捗
        自助 | 家具固定の補助件数 | 件 | 102 | 160 | 300 | 53.3%
        """
    ).plan.indicators

    assert rates(item) == {2024: "53.3%"}


def test_signs_alone_below_progress_are_the_marks_of_the_latest_year() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | R6目標 | R6実績 | 進捗状況
        参加者数 | 500 | 412 | 500 | 420 | △
        講座数 | 5 | 6 | 5 | 6 | ◎
        相談数 | 5 | 6 | 5 | - | －
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [{2024: "△"}, {2024: "◎"}, {2024: "－"}]


def test_dashes_alone_are_no_marks() -> None:
    found = read_one("指標 | R5目標 | R5実績 | 進捗状況\n参加者数 | 500 | 412 | －\n講座数 | 5 | 6 | －")

    assert [marks(item) for item in found.plan.indicators] == [{}, {}]


def test_figures_like_years_below_a_baseline_are_no_years() -> None:
    figures = read_one(
        "指標 | 基準値(R2) | R7目標 | R6実績\n利用者数 | 1995 | 2005 | 2000\n冊数 | 2010 | 2040 | 2025"
    )
    years = read_one("指標 | 基準年度 | R6目標 | R6実績\n利用者数 | 2019 | 10 | 9\n冊数 | 2020 | 12 | 11")

    baselines = [item.baseline.reading.text for item in figures.plan.indicators if item.baseline]
    assert baselines == ["1995", "2010"]
    assert [actuals(item) for item in figures.plan.indicators] == [{2024: "2000"}, {2024: "2025"}]
    assert [item.baseline for item in years.plan.indicators] == [None, None]


def test_a_bare_year_below_that_heading_is_no_year_of_actuals() -> None:
    item = read_one(
        """
        項目 | 基準年度 | 目標年度 | 実績 |
        | 2013 | 2030 | 2021 | 2022
        総排出量 | 18520 | 9260 | 13980 | 13205
        """
    ).plan.indicators[0]

    assert (targets(item), actuals(item)) == ({2030: "9260"}, {2021: "13980", 2022: "13205"})


def test_done_and_late_below_the_heading_of_progress_are_marks() -> None:
    found = read_one(
        """
        指標 | 目標値(R7) | R6年度末 | 進捗状況
        住宅の耐震化率 | 90.0% | 82.9% | やや遅れ
        建築物の耐震化率 | 100% | 100% | 完了
        協定の締結数 | 65件 | 71件 | 完了
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [
        {2024: "やや遅れ"},
        {2024: "完了"},
        {2024: "完了"},
    ]


def test_what_was_done_below_the_heading_of_progress_stays_text() -> None:
    """The control: 完了 alone does not say how it went, only that something ended."""
    found = read_one(
        """
        指標 | 目標値(R7) | R6年度末 | 進捗状況
        住宅の耐震化率 | 90.0% | 82.9% | 診断の補助を続けた。
        建築物の耐震化率 | 100% | 100% | 完了
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [{}, {}]


def test_not_reached_beside_reached_is_a_mark() -> None:
    found = read_one(
        "指標 | R6目標 | R5実績 | 目標達成\n朝食を食べる | 85 | 75.5 | 未\n地場産物 | 35 | 36.4 | 達成"
    )

    assert [marks(item) for item in found.plan.indicators] == [{2023: "未"}, {2023: "達成"}]


def test_arrows_below_the_heading_of_progress_say_how_it_went() -> None:
    found = read_one(
        "指標 | 策定時(R2) | R6 | 目標(R8) | 進捗\n女性 | 31% | 34% | 40% | ↗\n認知 | 62% | 61% | 80% | ↘"
    )

    assert [marks(item) for item in found.plan.indicators] == [{2024: "↗"}, {2024: "↘"}]
    assert [item.direction.value for item in found.plan.indicators] == ["増加", "増加"]


RESULTS = """
平成25年度 監視測定の結果
環境目標 | 平成24年度実績 | 平成25年度目標数値 | 取り組み結果(平成26年3月末現在) | 判断
{rows}
"""


def test_results_that_are_figures_like_the_targets_are_what_was_reached() -> None:
    rows = "\n".join(
        (
            "庁舎 | 使用量 167 kL | 使用量 179 kL(床面積の増減なし) | 使用量 175 kL(床面積の増減なし) | ○",
            "環境プラント | 0.0161 kL | 0.0148 kL(処理量1t当たり) | 0.0159 kL(537kL÷33,799t) | ×",
        )
    )
    office, plant = read_one(RESULTS.format(rows=rows)).plan.indicators

    assert actuals(office) == {2012: "167 kL", 2013: "175 kL(床面積の増減なし)"}
    assert actuals(plant) == {2012: "0.0161 kL", 2013: "0.0159 kL(537kL÷33,799t)"}
    assert (marks(office), marks(plant)) == ({2013: "○"}, {2013: "×"})


def test_results_that_tell_a_story_stay_texts() -> None:
    rows = "\n".join(
        (
            "講座 | 10回 | 12回 | 広報紙で3回お知らせした | ○",
            "見学 | 20人 | 25人 | 学校4校を訪ねた | ×",
        )
    )
    lectures, _ = read_one(RESULTS.format(rows=rows)).plan.indicators

    assert actuals(lectures) == {2012: "10回"}
    assert [status.text for status in lectures.statuses] == ["広報紙で3回お知らせした"]


def test_percentages_below_results_are_rates_where_no_target_is_one() -> None:
    rows = "\n".join(("講座 | 10回 | 12回 | 80% | ○", "見学 | 20人 | 25人 | 104% | ○"))
    lectures, _ = read_one(RESULTS.format(rows=rows)).plan.indicators

    assert actuals(lectures) == {2012: "10回"}


def test_the_state_of_today_beside_that_of_the_plan_is_what_was_reached_in_any_brackets() -> None:
    found = read_one(
        """
        食育推進基本計画の目標値と現状値 平成21年度
         | 《基本計画策定時》 | 《現状値》 | 《目標値(H22年度)》
        地場産物を使用する割合 | 21.2%*7 | 23.4%*8 | 30%以上
        関心を持つ人の割合 | 69.8%*1 | 71.7%*2 | 90%以上
        """
    )

    first, _ = found.plan.indicators
    assert first.baseline is not None
    assert first.baseline.reading.text == "21.2%*7"
    assert [item.reading.text for item in first.actuals if item.reading.text] == ["23.4%*8"]


def test_a_column_of_nothing_but_units_needs_no_heading() -> None:
    text = """
    第三次循環型社会形成推進基本計画の点検結果
     | | 32年度(目標年) | 12年度 | 23年度
    資源生産性 | 万円/㌧ | 46 | 24.8 | 38.6
    循環利用率 | {unit} | 17 | 10.0 | 15.2
    """
    productivity, rate = read_one(text.format(unit="%")).plan.indicators
    assert [(item.name, item.unit) for item in (productivity, rate)] == [
        ("資源生産性", "万円/㌧"),
        ("循環利用率", "%"),
    ]

    # Where one row says something else there, the words are the rest of the names.
    productivity, _ = read_one(text.format(unit="全国")).plan.indicators
    assert productivity.name == "資源生産性 万円/㌧"


def test_names_that_end_with_their_unit_are_no_units() -> None:
    found = read_one(" | 平成15年度 | 平成16年度\n職員定数(人) | 5,175 | 5,025\n延長(km) | 4.8 | 5.0")

    assert [item.name for item in found.plan.indicators] == ["職員定数(人)", "延長(km)"]


def test_the_state_of_the_base_year_is_the_baseline_and_no_text() -> None:
    found = read_one(
        """
        2010年度の目標
        項目 | 基準年度の状況 | 1999年度実績 | 2010年度の目標
        認定農業者数 | 1,238 経営体 | 1,719経営体 | 2,950経営体
        中核的漁業経営体数 | 1,987 経営体 (1995 年度) | | 2,390経営体
        """
    )

    farmers, fishers = found.plan.indicators
    assert farmers.baseline is not None
    assert fishers.baseline is not None
    assert farmers.baseline.reading.text == "1,238 経営体"
    assert fishers.baseline.year is not None
    assert fishers.baseline.year.start == 1995


def test_sections_at_the_left_of_a_table_without_names_are_what_is_measured() -> None:
    found = read_one(
        """
        部局 | 基準年度(H25) | 令和5年度 | 目標(R12)
        市長部局 | 4,820 | 3,498 | 2,410
        教育委員会 | 2,954 | 2,311 | 1,477
        合計 | 7,774 | 5,809 | 3,887
        """
    )

    assert [item.name for item in found.plan.indicators] == ["市長部局", "教育委員会"]
    assert [item.name for item in found.totals] == ["合計"]
    assert "names-missing" not in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        "担当課 | 指標 | R5実績 | R6目標\n総務課 | 講座数 | 3 | 4\n財政課 | 相談数 | 5 | 6",
        "担当課 | R5実績 | R6目標 | 内訳\n総務課 | 3 | 4 | 講座の数\n財政課 | 5 | 6 | 相談の数",
        "担当課 | R5実績 | R6目標\n総務課 | 3 | 4\n総務課 | 5 | 6",
    ],
    ids=["names elsewhere", "words elsewhere", "one section twice"],
)
def test_sections_beside_names_are_those_who_do_it(text: str) -> None:
    assert not {"総務課", "財政課"} & {item.name for item in read_one(text).plan.indicators}


@pytest.mark.parametrize(
    ("cells", "found"),
    [(("69.6%", "80.5%"), ({2024: "69.6%"}, {})), (("○", "△"), ({}, {2024: "○"}))],
    ids=["rates", "marks"],
)
def test_what_stands_below_the_progress_towards_the_goal_is_told_by_its_cells(
    cells: tuple[str, str], found: tuple[dict[int, str], dict[int, str]]
) -> None:
    first, _ = read_one(
        f"""
        指標 | R5 | R6 | 目標(R8) | 目標に対する進捗
        学習者 | 241 | 266 | 300 | {cells[0]}
        窓口 | 9 | 11 | 12 | {cells[1]}
        """
    ).plan.indicators

    assert (rates(first), marks(first)) == found


def test_figures_below_progress_are_actuals_where_percentages_stand_beside_goals_that_are_ones() -> None:
    first, second = read_one(
        """
        区分 | 計画策定時 | 数値目標(平成26年度) | 平成26年度進捗状況
        図書標準の学校数 | 5校 | 13校 | 7校
        非木造施設の耐震化率 | 48.1% | 64.0% | 87.0%
        """
    ).plan.indicators

    assert (actuals(first), actuals(second)) == ({2014: "7校"}, {2014: "87.0%"})
    assert (targets(first), targets(second)) == ({2014: "13校"}, {2014: "64.0%"})


def test_percentages_below_progress_beside_goals_that_are_counts_are_no_actuals() -> None:
    """The control: 87.0% of 13 schools is how far it got."""
    found = read_one(
        """
        区分 | 計画策定時 | 数値目標(平成26年度) | 平成26年度進捗状況
        図書標準の学校数 | 5校 | 13校 | 87.0%
        耐震化した学校数 | 4校 | 12校 | 64.0%
        """
    )

    assert not any(actuals(item) for item in found.plan.indicators)


def test_notes_in_place_of_figures_do_not_make_a_column_one_of_words() -> None:
    items = read_one(
        """
        指標名 | 目標値(R6) | 目標の達成状況 |
               |            | 令和3年度 | 令和4年度
        従業者数 | 2,315人 | 2,211人 | ※未公表
        事業所数 | 299か所 | 205か所 | ※未公表
        就農者数 | 50人 | 41人 | 45人
        """
    ).plan.indicators

    assert actuals(items[2]) == {2021: "41人", 2022: "45人"}


@pytest.mark.parametrize(
    "text",
    [
        # The year below what is judged.
        """
        指標 | 目標 | | 実績 | | 進捗状況 |
        | R4 | R5 | R4 | R5 | R4 | R5
        相談件数 | 10 | 12 | 9 | 12 | B | A
        会員数 | 20 | 25 | 20 | 18 | A | C
        """,
        # 達成度 heads rates here, and marks elsewhere.
        """
        指標 | R4目標 | R4実績 | R4達成度 | R4進捗状況 | R5目標 | R5実績 | R5達成度 | R5進捗状況
        相談件数 | 10 | 9 | 90.0% | B | 12 | 12 | 100.0% | A
        会員数 | 20 | 20 | 100.0% | A | 25 | 18 | 72.0% | C
        """,
    ],
)
def test_letters_below_the_progress_of_each_year_are_marks(text: str) -> None:
    first, second = read_one(text).plan.indicators

    assert marks(first) == {2022: "B", 2023: "A"}
    assert marks(second) == {2022: "A", 2023: "C"}


def test_letters_below_the_progress_beside_other_marks_stay_texts() -> None:
    """The control: 評価 holds the marks already."""
    (item,) = read_one(
        "指標 | R5目標 | R5実績 | R5評価 | R5進捗状況\n相談件数 | 10 | 9 | B | A"
    ).plan.indicators

    assert marks(item) == {2023: "B"}
