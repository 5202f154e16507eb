"""Tables with two to four lines per indicator, and blocks of one indicator each."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.line_layout import find_line_tables
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets

THREE_LINES = """
市の計画 令和6年度
指標|区分|R5|R6|R7
参加者数|目標値|20人|30人|45人
|実績値|21人|31人|
|達成率|105.0%|103.3%|
|評価|A|A|
相談件数|目標値|10|15|
|実績値|5|16|
|達成率|50.0%|106.7%|
"""


def test_three_lines_of_an_indicator_become_one_row() -> None:
    first, second = read_one(THREE_LINES).plan.indicators

    assert first.name == "参加者数"
    assert targets(first) == {2023: "20人", 2024: "30人", 2025: "45人"}
    assert actuals(first) == {2023: "21人", 2024: "31人"}
    assert rates(first) == {2023: "105.0%", 2024: "103.3%"}
    assert marks(first) == {2023: "A", 2024: "A"}
    assert (second.name, actuals(second)) == ("相談件数", {2023: "5", 2024: "16"})


def test_a_figure_is_found_in_the_cell_of_the_file_and_not_of_the_rewritten_table() -> None:
    text = THREE_LINES.replace("31人", "三十一と思われる")

    findings = read_one(text).findings

    (unreadable,) = [finding for finding in findings if finding.code == "cell-unreadable"]
    assert unreadable.place.cell == "D4"


def test_a_name_merged_over_its_lines_is_read_once() -> None:
    plan = read_one(THREE_LINES, merges=[Span(2, 0, 5, 0), Span(6, 0, 8, 0)]).plan

    assert [item.name for item in plan.indicators] == ["参加者数", "相談件数"]


def test_blocks_with_bare_years_take_their_era_from_the_label() -> None:
    text = """
    (2007)
    成果指標|収納率
    自己評価|C
    平成(年度)|17|18|19
    目標|-|98.50%|97.70%
    実績|97.10%|96.70%|96.30%
    目標と実績の比較|-|▲1.8%|▲1.4%

    活動指標|督促状
    平成(年度)|17|18|19
    目標|-|1500通|1560通
    実績|-|1500通|1560通
    """

    rate, letters = read_one(text).plan.indicators

    assert (rate.name, letters.name) == ("収納率", "督促状")
    assert actuals(rate) == {2005: "97.10%", 2006: "96.70%", 2007: "96.30%"}
    assert marks(rate) == {2007: "C"}
    assert [text for _, text in rate.extras] == ["-", "▲1.8%", "▲1.4%"]
    assert marks(letters) == {}


def test_bare_years_without_any_era_are_not_guessed() -> None:
    text = """
    年度|17|18|19
    目標|1|2|3
    実績|1|2|3
    """

    assert find_line_tables(grid(text)) == []


def test_sections_become_nodes_and_other_years_another_table() -> None:
    text = """
    施策A
    指標||H23|H24
    甲|目標|1|2
    |実績|1|2
    施策B
    指標||H23|H24
    乙|目標|3|4
    |実績|3|4
    指標||H28|H29
    甲|目標|5|6
    |実績|5|6
    """

    first, second = read(text)

    assert [(path[0].name, item.name) for path, item in first.plan.rows] == [("施策A", "甲"), ("施策B", "乙")]
    assert [item.name for item in second.plan.indicators] == ["甲"]
    assert targets(second.plan.indicators[0]) == {2016: "5", 2017: "6"}


def test_totals_are_kept_apart_from_the_indicators() -> None:
    text = """
    指標||R5|R6
    甲|目標|1|2
    |実績|1|2
    合計|目標|1|2
    |実績|1|2
    """

    plan = read_one(text)

    assert [item.name for item in plan.plan.indicators] == ["甲"]
    assert [(item.name, actuals(item)) for item in plan.totals] == [("合計", {2023: "1", 2024: "2"})]
    assert "totals-apart" in [finding.code for finding in plan.findings]


def test_lines_around_are_not_lost() -> None:
    text = """
    計画の進捗
    評価の考え方|市が定める
    指標||R5|R6
    甲|目標|1|2
    |実績|1|2
    ※ 実績値は年度末の値
    """

    plan = read_one(text).plan

    assert plan.title == "計画の進捗"
    assert "評価の考え方 市が定める" in plan.remarks
    assert plan.footnotes == ("※ 実績値は年度末の値",)


def test_a_table_with_kinds_in_its_headings_is_none_of_this_family() -> None:
    text = """
    指標|目標値|実績値|評価
    甲|1|2|A
    乙|1|2|A
    """

    assert find_line_tables(grid(text)) == []


def test_a_name_said_again_in_every_line_goes_on_with_its_indicator() -> None:
    first, second = read_one(
        """
        指標 | 区分 | R5 | R6
        参加者数 | 目標 | 20 | 30
        参加者数 | 実績 | 21 | 31
        来館者数 | 目標 | 40 | 50
        来館者数 | 実績 | 41 | 51
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "20", 2024: "30"}, {2023: "21", 2024: "31"})
    assert (targets(second), actuals(second)) == ({2023: "40", 2024: "50"}, {2023: "41", 2024: "51"})


def test_two_indicators_of_one_name_stay_two() -> None:
    indicators = read_one(
        """
        指標 | 区分 | R5 | R6
        参加者数 | 目標 | 20 | 30
         | 実績 | 21 | 31
        参加者数 | 目標 | 40 | 50
         | 実績 | 41 | 51
        """
    ).plan.indicators

    assert [targets(item)[2023] for item in indicators] == ["20", "40"]


def test_plans_of_all_indicators_may_stand_above_the_actuals_of_all() -> None:
    """The kind is written once beside several lines: figures of a plan are never actuals."""
    first, second = read_one(
        """
        区分 | 項目 | R5 | R6
        計画 | 職員数 | 4305 | 4245
         | 削減数 | 5 | 60
        実績 | 職員数 | 4305 | 4210
         | 削減数 | 4 | 95
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)) == (
        "職員数",
        {2023: "4305", 2024: "4245"},
        {2023: "4305", 2024: "4210"},
    )
    assert (targets(second), actuals(second)) == ({2023: "5", 2024: "60"}, {2023: "4", 2024: "95"})


def test_lines_between_lines_of_figures_nest_as_they_are_numbered() -> None:
    found = read_one(
        """
        指標 | 区分 | R5 | R6
        基本目標1 しごと
        (1) 農業
        就農者数 | 目標 | 5 | 6
                 | 実績 | 6 | 5
        (2) 商業
        創業件数 | 目標 | 7 | 8
                 | 実績 | 7 | 9
        基本目標2 ひと
        (1) 移住
        転入者数 | 目標 | 9 | 9
                 | 実績 | 8 | 9
        """
    )

    assert [(*(node.name for node in path), item.name) for path, item in found.plan.rows] == [
        ("基本目標1 しごと", "(1) 農業", "就農者数"),
        ("基本目標1 しごと", "(2) 商業", "創業件数"),
        ("基本目標2 ひと", "(1) 移住", "転入者数"),
    ]


def test_without_headings_columns_filled_less_often_than_the_names_are_levels() -> None:
    found = read_one(
        """
                  |          |          |      | R5 | R6
        基本目標1 | しごと   | 就農者数 | 目標 | 5  | 6
                  |          |          | 実績 | 6  | 5
                  |          | 創業件数 | 目標 | 7  | 8
                  |          |          | 実績 | 7  | 9
        """
    )

    assert [(*(node.name for node in path), item.name) for path, item in found.plan.rows] == [
        ("基本目標1", "しごと", "就農者数"),
        ("基本目標1", "しごと", "創業件数"),
    ]


def test_the_section_at_the_head_of_a_sheet_answers_for_every_indicator_on_it() -> None:
    found = read_one(
        """
        施策名 | 子育て支援 | 担当課 | こども課
        成果指標 | 単位 | 区分 | R5 | R6
        待機児童数 | 人 | 目標 | 3 | 0
                   |    | 実績 | 4 | 2
        利用者数   | 人 | 目標 | 40 | 50
                   |    | 実績 | 41 | 48
        """
    )

    assert [item.bodies for item in found.plan.indicators] == [("こども課",), ("こども課",)]


def test_an_indicator_whose_lines_are_all_blank_is_not_lost() -> None:
    """One that was set up for next year has no figures yet; nobody was told that it was left out."""
    items = read_one(
        """
        指標名 | 単位 | 区分 | R5 | R6
        相談件数 | 件 | 目標 | 110 | 120
         | | 実績 | 121 | 126
        新しい指標 | 人 | 目標 | |
         | | 実績 | |
        受講者 | 人 | 目標 | 40 | 50
         | | 実績 | 42 | 49
        """
    ).plan.indicators

    assert [(item.name, actuals(item)) for item in items] == [
        ("相談件数", {2023: "121", 2024: "126"}),
        ("新しい指標", {}),
        ("受講者", {2023: "42", 2024: "49"}),
    ]


def test_a_block_without_a_single_figure_has_no_records() -> None:
    sheet = grid(
        """
        指標名 | 単位 | 区分 | R5 | R6
        新しい指標 | 人 | 目標 | |
         | | 実績 | |
        """
    )

    assert find_line_tables(sheet) == []


def test_figures_of_one_name_in_two_units_are_two_indicators_of_that_name() -> None:
    items = read_one(
        """
        第7期障害福祉計画 見込量の達成状況
        サービス名 | 単位 | 区分 | 令和6年度 | 令和7年度
        居宅介護 | 人／月 | 見込量 | 120 | 124
                 |        | 実績 | 117 |
                 | 時間／月 | 見込量 | 2,040 | 2,108
                 |          | 実績 | 1,988 |
        生活介護 | 人／月 | 見込量 | 205 | 208
                 |        | 実績 | 209 |
        """
    ).plan.indicators

    assert [(item.name, item.unit) for item in items] == [
        ("居宅介護", "人／月"),
        ("居宅介護 時間／月", "時間／月"),
        ("生活介護", "人／月"),
    ]
    assert targets(items[1]) == {2024: "2,040", 2025: "2,108"}


PROMISED = """
施策進行管理・評価表
評価年度:2007年度
事務事業名 | 区民祭の開催 | 所管課 | 自治政策部
達成度 | 3 | 事業の妥当性 | 3 | 事業の有効性 | 3 | 目標に対する達成状況 | II
年度 | 現状(計画策定時) | 2005年度 | 2006年度 | 2007年度 | 2008年度以降
事業目標 | 5区 | 6区 | 6区 | 7区 | 7区
実行計画と差異のある事業目標
実績 | | 6区 | 6区 | 6区 |
"""


def test_a_line_of_goals_of_the_activity_is_that_of_targets_beside_what_was_reached() -> None:
    found = read_one(PROMISED)
    (item,) = found.plan.indicators

    assert item.name == "区民祭の開催"
    assert targets(item) == {2005: "6区", 2006: "6区", 2007: "7区", 2008: "7区"}
    assert {year: text for year, text in actuals(item).items() if text} == {
        2005: "6区",
        2006: "6区",
        2007: "6区",
    }
    assert item.baseline and item.baseline.reading.text == "5区"
    assert not [one for one in found.findings if one.level.name == "GRAVE"]


def test_a_group_line_that_ends_otherwise_than_a_goal_still_heads_what_follows() -> None:
    found = read_one(PROMISED.replace("実行計画と差異のある事業目標", "区役所の取組"))

    assert len(found.plan.indicators) == 2


_NUMBERED = """
    事務事業名 | 司書支援事業
    成果指標1 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    司書を配置した学校数 | 計画値 | 71 | 71 | 73
    {unit} | 実績値 | 71 | 73 | 74
    成果指標2 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    貸出冊数 | 計画値 | 1,330 | 1,364 | 1,462
    単位: 冊 | 実績値 | 1,364 | 1,462 | 1,558
    活動指標1 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    補助金を交付した学校数 |  |  |  |
    単位: 校 | 実績値 | 69 | 68 | 67
    """


def test_a_unit_in_the_line_below_a_name_names_nothing() -> None:
    first, second, third = read_one(_NUMBERED.format(unit="単位: 校")).plan.indicators

    assert (first.name, first.unit) == ("司書を配置した学校数", "校")
    assert (targets(first), actuals(first)) == (
        {2013: "71", 2014: "71", 2015: "73"},
        {2013: "71", 2014: "73", 2015: "74"},
    )
    assert (second.name, second.unit) == ("貸出冊数", "冊")
    assert actuals(second) == {2013: "1,364", 2014: "1,462", 2015: "1,558"}
    # Its name has a line to itself, and nothing was promised.
    assert (third.name, third.unit, targets(third)) == ("補助金を交付した学校数", "校", {})
    assert actuals(third) == {2013: "69", 2014: "68", 2015: "67"}


def test_a_name_in_the_second_line_stays_a_name() -> None:
    names = [item.name for item in read_one(_NUMBERED.format(unit="小学校")).plan.indicators]

    assert names[:2] == ["司書を配置した学校数", "小学校"]


_FORM = """
    指標名(単位) | 指標の意味・算式等 | 性質 |  | H21(基準年度) | H23 | H24 | H25
    ①講習会の参加者数(人) | 講習に出た人の数 | ↑ | 目標 |  | 100 | 120 | 120
     |  |  | 実績 | 68 | 95 | 137 |
    {name} |  |  | 目標 |  |  |  |
     |  |  | 実績 |  |  |  |
    """


@pytest.mark.parametrize("name", ["②", "(2)", "成果指標2 [ ]"])
def test_what_an_indicator_means_is_no_part_of_its_name(name: str) -> None:
    (item,) = read_one(_FORM.format(name=name)).plan.indicators

    assert (item.name, item.unit, item.notes) == ("①講習会の参加者数(人)", "人", ("講習に出た人の数",))


def test_an_indicator_without_figures_yet_stays_one() -> None:
    names = [item.name for item in read_one(_FORM.format(name="②教室の回数")).plan.indicators]

    assert names[1:] == ["②教室の回数"]


def test_one_rate_further_down_makes_no_lines_of_the_rows_between() -> None:
    found = read(
        """
         | 平成15年度 | 平成16年度 | 増減
        給水件数(件) | 6,311 | 6,433 | 122
        職員定数(人) | 5,175 | 5,025 | -150
        2 職員1人当たりの延長
        達成率 | 96%
         | 平成15年度 | 平成16年度 | 平成18年度目標値
        1人当たりの延長 | 4,789 | 4,979 | 5,200
        """
    )
    figures = {item.name: actuals(item) for plan in found for item in plan.plan.indicators}

    assert figures["給水件数(件)"] == {2003: "6,311", 2004: "6,433"}
    assert figures["1人当たりの延長"] == {2003: "4,789", 2004: "4,979"}
    assert not any(rates(item) for plan in found for item in plan.plan.indicators)


def test_a_year_behind_the_years_is_that_of_the_goal() -> None:
    item = read_one(
        """
        平成29年度 事務事業評価調書
        事業名 | 店舗の活用 | | | 総合評価 | Ａ
        活動指標名 | | 27年度 | 28年度 | 29年度 | 最終達成（31年度） | 達成度評価
        相談会の開催数（回） | 目標値 | 4 | 6 | 6 | 8 | Ａ
         | 実績値 | 4 | 6 | | |
         | 達成率 | 100% | 100% | | |
        """
    ).plan.indicators[0]

    assert targets(item) == {2015: "4", 2016: "6", 2017: "6", 2019: "8"}
    assert marks(item) == {2016: "Ａ"}


def test_labels_name_the_years_of_the_baseline_and_of_the_goal() -> None:
    item = read_one(
        """
        指標名 | 観光入込客数
        単位 | 千人 | 担当課 | 観光課
        現状値 | 1,250 | 現状値の年度 | 令和元年度
        最終目標値 | 1,400 | 目標年度 | 令和7年度
        | 令和2年度 | 令和3年度
        各年度目標 | 1,280 | 1,310
        各年度実績 | 620 | 750
        """
    ).plan.indicators[0]

    assert item.baseline is not None and item.baseline.year is not None
    assert (item.baseline.year.start, item.baseline.reading.text) == (2019, "1,250")
    assert targets(item) == {2020: "1,280", 2021: "1,310", 2025: "1,400"}


def test_what_is_done_each_year_is_no_indicator_beside_its_figures() -> None:
    found = read_one(
        """
        取組項目 | 収納率の向上
        年度 | | R3 | R4 | R5
        年度別計画 | | 検討 | 実施 | 検証
        収納率 | 目標 | 98.7% | 98.8% | 98.9%
         | 実績 | 98.8% | 98.9% |
        基準値（R2） | 98.6%
        令和4年度の進捗状況 | ◎ | 理由 | 上回った。
        """
    )
    (item,) = found.plan.indicators

    assert (item.name, marks(item)) == ("収納率", {2022: "◎"})
    assert item.baseline is not None and item.baseline.reading.text == "98.6%"
    assert any("年度別計画 検討" in line for line in found.plan.remarks)


def test_headings_said_again_on_a_further_page_make_no_group_of_the_title() -> None:
    found = read_one(
        """
        総合戦略の進捗状況（令和5年度末時点）
        基本目標 | 指標 | 単位 | | R2 | R3
        １ しごと | 創業者数 | 人 | 目標 | 10 | 12
         | | | 実績 | 8 | 11
        基本目標 | 指標 | 単位 | | R2 | R3
        １ しごと（続き） | 関係人口 | 人 | 目標 | 500 | 700
         | | | 実績 | 412 | 655
        """
    )

    assert [[node.name for node in nodes] for nodes, _ in found.plan.rows] == [["１ しごと"], ["１ しごと"]]
