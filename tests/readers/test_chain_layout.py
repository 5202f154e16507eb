"""Baseline, target and actual chained in one cell."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.chain_layout import find_chain_table, parse_chain
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets

CHAINED = """
住宅計画 平成24年度 ~ 27年度
指標①:「水洗化戸数」|従前値:246 戸(24 年度)⇒目標値:263 戸(27 年度)⇒実績値:263 戸(100%)|終えた(目標達成)。
指標②:「建替戸数」|結 果:従前値:0 戸(24 年度)⇒目標値:46 戸(27 年度)⇒実績値:0 戸(0%)|次の計画に引き継ぐ。
"""


def test_each_part_of_a_chain_is_told_by_its_label() -> None:
    first, second = read_one(CHAINED).plan.indicators

    assert (first.name, second.name) == ("水洗化戸数", "建替戸数")
    assert (targets(first), actuals(first)) == ({2015: "263 戸(27 年度)"}, {2015: "263 戸"})
    assert (rates(first), marks(first)) == ({2015: "100%"}, {2015: "目標達成"})
    assert first.baseline is not None
    assert first.baseline.year is not None
    assert (first.baseline.reading.text, first.baseline.year.start) == ("246 戸(24 年度)", 2012)
    assert (rates(second), marks(second)) == ({2015: "0%"}, {})


def test_the_text_beside_the_chain_is_kept() -> None:
    first, _ = read_one(CHAINED).plan.indicators

    assert [status.text for status in first.statuses] == ["終えた(目標達成)。"]


def test_a_chain_without_labels_has_the_usual_order() -> None:
    links = parse_chain("12.5% → 20% → 18.1%")

    assert [(link.role, link.text) for link in links] == [
        (Role.BASELINE, "12.5%"),
        (Role.TARGET, "20%"),
        (Role.ACTUAL, "18.1%"),
    ]


@pytest.mark.parametrize("text", ["設計→施工→完成", "20人", "10人→20人", "A→B", "令和5年度→令和8年度", ""])
def test_arrows_between_other_things_are_no_chain(text: str) -> None:
    assert parse_chain(text) == ()


def test_a_table_with_one_arrow_in_a_text_is_none_of_this_family() -> None:
    text = """
    指標|令和5年度目標|令和5年度実績|備考
    甲|1|2|従前値:1⇒目標値:2⇒実績値:2
    乙|1|2|
    丙|1|2|
    """

    assert find_chain_table(grid(text)) is None


def test_a_heading_may_say_what_the_parts_are() -> None:
    (found,) = read(
        """
        地域再生計画 目標の達成状況
        目標 | 基準値→目標値 | 実績値(H28) | 達成状況
        観光入込客数 | 120万人(H23)→150万人(H28) | 143万人 | 未達成
        新規就農者数 | 3人(H23)→10人(H28) | 12人 | 達成
        """
    )

    first, second = found.plan.indicators
    assert first.name == "観光入込客数"
    assert first.baseline is not None
    assert first.baseline.reading.text == "120万人(H23)"
    assert (targets(first), actuals(first)) == ({2016: "150万人(H28)"}, {2016: "143万人"})
    assert marks(second) == {2016: "達成"}


def test_labels_may_stand_before_the_figures_without_a_colon() -> None:
    (found,) = read(
        """
        都市再生整備計画 事後評価
        指標1 歩行者通行量 | 従前値 3,120(H18) ⇒ 目標値 3,500(H22) ⇒ 評価値 3,566(H22) | 達成度 ○
        指標2 居住人口 | 従前値 1,850(H18) ⇒ 目標値 2,000(H22) ⇒ 評価値 1,790(H22) | 達成度 ×
        """
    )

    first, second = found.plan.indicators
    assert (first.name, targets(first), actuals(first)) == (
        "歩行者通行量",
        {2010: "3,500(H22)"},
        {2010: "3,566(H22)"},
    )
    assert (marks(first), marks(second)) == ({2010: "○"}, {2010: "×"})


def test_two_figures_with_an_arrow_and_no_word_stay_as_they_are() -> None:
    found = read(
        """
        指標 | 推移 | 目標値(H28) | 実績値(H28)
        観光入込客数 | 120万人→143万人 | 150万人 | 143万人
        """
    )

    assert found[0].plan.indicators[0].baseline is None
    assert actuals(found[0].plan.indicators[0]) == {2016: "143万人"}


def test_a_name_that_begins_like_its_label_stays_whole() -> None:
    found = read_one("番号 | 指標 | 基準値⇒目標値⇒実績値\n1 | 指標の数 | 5件(R2)⇒20件(R7)⇒22件(R6)")

    assert [item.name for item in found.plan.indicators] == ["指標の数"]


def test_a_heading_between_arrows_says_which_part_is_what() -> None:
    """策定時→現在→目標 is not the usual order: the goal was taken for what was reached."""
    items = read_one(
        """
        指標 | 策定時→現在→目標 | 判断
        個別計画作成率 | 12.4%(R2)→31.0%(R6)→60.0%(R10) | 改善
        ボランティア登録者数 | 1,845人(R2)→1,702人(R6)→2,000人(R10) | 悪化
        """
    ).plan.indicators

    assert [targets(item) for item in items] == [{2028: "60.0%(R10)"}, {2028: "2,000人(R10)"}]
    assert [actuals(item) for item in items] == [{2024: "31.0%(R6)"}, {2024: "1,702人(R6)"}]
    assert [marks(item) for item in items] == [{2024: "改善"}, {2024: "悪化"}]


def test_an_order_that_nobody_understands_is_asked_about_and_not_guessed() -> None:
    found = read_one(
        """
        指標 | 入口→途中→出口 | R6実績
        参加者数 | 10人→20人→30人 | 15人
        相談件数 | 11件→22件→33件 | 17件
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{}, {}]
    assert "column-unknown" in {one.code for one in found.findings}


@pytest.mark.timeout(20)
def test_a_chain_with_thousands_of_spaces_is_gone_through_once() -> None:
    spaces = " " * 100_000

    assert parse_chain(f"1,300{spaces}人{spaces}→ 1,400") == ()
    assert [link.text for link in parse_chain("1,300 → 1,400　⇒ 1,500")] == ["1,300", "1,400", "1,500"]


def test_the_order_may_stand_in_brackets_behind_the_heading() -> None:
    (item,) = read_one(
        """
        KPI | 進捗（基準値→目標値→実績値） | 評価
        観光入込客数 | 120万人（H30）→150万人（R6）→138万人（R5） | B
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "150万人（R6）"}, {2023: "138万人（R5）"})


def test_years_in_brackets_behind_the_order_are_those_of_the_figures() -> None:
    found = read_one(
        """
        環境基本計画 重点プロジェクト
        指標 | 基準値→実績値（R2→R5） | 目標値（R12） | 評価
        公用車の電動車割合 | 5.2%→18.4% | 50% | 順調
        緑のカーテン設置施設 | 32施設→29施設 | 50施設 | 要改善
        """
    )

    first, second = found.plan.indicators
    assert first.baseline is not None
    assert (first.baseline.reading.text, first.baseline.year) == ("5.2%", FiscalYear(2020))
    assert (targets(first), actuals(first)) == ({2030: "50%"}, {2023: "18.4%"})
    assert [marks(item) for item in (first, second)] == [{2023: "順調"}, {2023: "要改善"}]


def test_lines_between_the_chains_head_those_below_them() -> None:
    plan = read_one(
        """
        全国計画の成果指標 | 基準値→目標値 | 現状値
        目標1 生活環境
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%(平成25)
        高齢者向け住宅の割合 | 0.9%(平成17)→3%(平成32) | 2.1%(平成26)
        目標2 管理と再生
        リフォームの割合 | 3.5%(平成20)→6%(平成32) | 3.8%(平成25)
        """
    ).plan

    assert [path[0].name for path, _ in plan.rows] == ["目標1 生活環境", "目標1 生活環境", "目標2 管理と再生"]


def test_the_present_figure_beside_a_chain_with_a_baseline_is_an_actual() -> None:
    first, second = read_one(
        """
        成果指標 | 基準値→目標値 | 現状値
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%(平成25)
        高齢者向け住宅の割合 | 0.9%(平成17)→3%(平成32) | 2.1%(平成26)
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2020: "95%(平成32)"}, {2013: "82%(平成25)"})
    assert actuals(second) == {2014: "2.1%(平成26)"}
    assert second.baseline is not None
    assert second.baseline.reading.text == "0.9%(平成17)"


def test_a_present_figure_of_no_year_is_not_guessed_to_be_one() -> None:
    (item,) = read_one(
        """
        成果指標 | 基準値→目標値 | 現状値
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%
        """
    ).plan.indicators

    assert actuals(item) == {}


def test_dated_pairs_behind_their_names_are_a_baseline_and_a_goal() -> None:
    first, second, third = read_one(
        """
         | 全国計画の成果指標 | 現状値
        1 | 耐震性を有する住宅の比率 79%(平成20)→95%(平成32) | 82%(平成25)
        2 | 危険な密集市街地の面積 約6,000ha(平成22)→おおむね解消(平成32) | 約4,450ha(平成27)
        3 | 高齢者向け住宅の割合 0.9%(平成17)→3%(平成32) | 2.1%(平成26)
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)) == (
        "耐震性を有する住宅の比率",
        {2020: "95%(平成32)"},
        {2013: "82%(平成25)"},
    )
    assert (second.name, targets(second)) == ("危険な密集市街地の面積", {2020: "おおむね解消(平成32)"})
    assert third.baseline is not None
    assert third.baseline.reading.text == "0.9%(平成17)"


@pytest.mark.parametrize(
    "head", ["施設 | 利用率の推移 | 現状値", "成果指標 | 推移 | 備考", "成果指標 | 数値 | 令和元年度の取組"]
)
def test_dated_pairs_of_which_nobody_says_that_one_is_a_goal_may_be_a_trend(head: str) -> None:
    plans = read(
        f"""
        {head}
        市民会館 | 79%(平成20)→95%(平成32) | 82%(平成25)
        図書館 | 16%(平成21)→25%(平成32) | 29%(平成25)
        """
    )

    assert [targets(item) for plan in plans for item in plan.plan.indicators if item.targets] == []


@pytest.mark.parametrize(("title", "year"), [("令和6年度 KPI実績報告", 2024), ("令和6年度 行動計画", None)])
def test_a_goal_and_a_result_without_a_year_are_of_the_year_reported(title: str, year: int | None) -> None:
    found = read_one(
        f"{title}\n指標 | 内容\n宿泊者数 | 目標値:50万人⇒実績値:52万人\n消費額 | 目標値:4億円⇒実績値:5億円"
    )

    (item, _) = found.plan.indicators
    assert list(targets(item)) == list(actuals(item)) == ([year] if year else [])


def test_a_heading_may_name_the_year_of_each_part() -> None:
    """Chains that cannot be read stay as they stand, also right below the headings."""
    plan = read_one(
        """重点目標 | 数値目標 | 目標値(平成17年現状値→平成23年目標値)
        1 | 授業を行う学級の割合 | 小83%→中100%
        1 | 講師の登用人数 | 0人→15人
        2 | 講座の受講者数 | 109人→500人"""
    ).plan

    assert [item.name for item in plan.indicators] == [
        "授業を行う学級の割合",
        "講師の登用人数",
        "講座の受講者数",
    ]
    item = plan.indicators[1]
    assert item.baseline is not None and item.baseline.year is not None
    assert (item.baseline.year.start, [target.year.start for target in item.targets]) == (2005, [2011])
