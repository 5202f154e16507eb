"""What the parts of the chains of a column are."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, marks, read, read_one, targets


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


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("現状値（平成15年度）⇒目標値（平成18年度）", (2003, 2006)),
        ("基準値(H15)→目標値(H18)", (2003, 2006)),
        ("現状値→目標値(H18)", (None, 2006)),
    ],
)
def test_each_part_of_a_heading_may_have_its_year(heading: str, years: tuple[int | None, int]) -> None:
    found = read_one(f"計画の目標\n指標 | {heading}\n処理率 | 70.1%→72.3%\n利用者数 | 12,039件→15,000件")

    for item in found.plan.indicators:
        assert item.baseline is not None
        assert item.baseline.year == (years[0] and FiscalYear(years[0]))
        assert list(targets(item)) == [years[1]]


def test_names_in_the_chains_are_those_of_the_indicators() -> None:
    found = read_one(
        "計画の目標\nめざす姿 | 基準値(H15)→目標値(H18)\n快適なまち | 処理率の向上 70.1%→72.3%\n"
        "安全なまち | 交通事故件数 12,039件→10,000件"
    )

    assert [item.name for item in found.plan.indicators] == ["処理率の向上", "交通事故件数"]
    assert "快適なまち" in str(found.plan)
