"""Tables without a name of an indicator: the line above says it, or nobody does."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.line_names import strip_count
from tests.readers.tables import actuals, read_one


def test_the_line_above_names_the_one_indicator_of_a_table_without_names() -> None:
    found = read_one(
        """
        数値目標② 出生数
        （単位：人）
        平成26(基準値) | 平成27 | 平成29(現状値) | 平成31(目標値)
        3823 | 3975 | 3679 | 4107
        """
    )

    assert [item.name for item in found.plan.indicators] == ["出生数"]
    assert "name-from-line" in {one.code for one in found.findings}


def test_indicators_whose_names_stand_nowhere_are_asked_about() -> None:
    found = read_one(
        """
        令和5年度実績 | 令和6年度実績 | 令和8年度目標
        10 | 12 | 20
        30 | 33 | 40
        """
    )

    (said,) = (one for one in found.findings if one.code == "names-missing")
    assert said.level is Level.GRAVE


def test_words_in_the_first_column_are_names_though_nothing_heads_them() -> None:
    found = read_one(
        """
         | 令和5年度 | 令和6年度
        延長保育 | 7000か所 | 10000か所
        休日保育 | 100か所 | 300か所
        """
    )

    assert [item.name for item in found.plan.indicators] == ["延長保育", "休日保育"]
    assert actuals(found.plan.indicators[0]) == {2023: "7000か所", 2024: "10000か所"}
    assert "names-missing" not in {one.code for one in found.findings}


def test_a_column_whose_heading_is_not_known_may_hold_the_names() -> None:
    found = read_one(
        """
        名づけ | 令和5年度実績 | 令和6年度目標
        延長保育 | 7000か所 | 10000か所
        休日保育 | 100か所 | 300か所
        """
    )

    assert [item.name for item in found.plan.indicators] == ["延長保育", "休日保育"]
    assert found.columns[0].confidence == 60


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("数値目標① 出生数", "出生数"),
        ("指標名：ごみ排出量（g）", "ごみ排出量（g）"),
        ("KPI2 会員数", "会員数"),
        ("成果指標：利用区画数", "利用区画数"),
        ("指標の推移", "指標の推移"),
        ("指標", "指標"),
        ("出生数", "出生数"),
    ],
)
def test_only_what_counts_a_line_or_leads_to_a_name_is_no_part_of_it(line: str, name: str) -> None:
    assert strip_count(line) == name


@pytest.mark.parametrize(
    ("line", "name"), [("達成度", ""), ("令和4年度実績値", ""), ("可燃ごみの量", "可燃ごみの量")]
)
def test_a_line_that_says_what_figures_are_names_no_indicator(line: str, name: str) -> None:
    found = read_one(f"{line}\n達成状況 | 開始値 | 直近値(R4) | 目標値(R7)\n○ | 261 | 219 | 130")

    (item,) = found.plan.indicators
    assert item.name == name
    assert ("names-missing" in {one.code for one in found.findings}) == (not name)


def test_a_sentence_that_tells_a_figure_of_the_table_names_nothing() -> None:
    text = """
        地場産物の使用率
        平成23年度の使用率は、25.7パーセント
        平成22年度 | 平成23年度
        25.0% | 25.7%
        """

    assert [item.name for item in read_one(text).plan.indicators] == ["地場産物の使用率"]
    renamed = read_one(text.replace("は、25.7パーセント", "の推移（県内の小中学校）"))
    assert [item.name for item in renamed.plan.indicators] != ["地場産物の使用率"]


def test_a_form_is_named_by_what_it_says_it_is_about_and_not_by_what_was_filled_in() -> None:
    (item,) = read_one(
        """
        施策進行管理・評価表
        事務事業名 | シティセールス推進事業 | 所管課 | 広報室
        達成度 | 3 | 重点 | 事業の妥当性 | 3
        年度 | 現状 | 2005年度 | 2006年度
        事業目標 | 80件 | 100件 | 120件
        実績 | 80件 | 90件 | 110件
        """
    ).plan.indicators

    assert item.name == "シティセールス推進事業"


def test_a_label_and_a_sentence_above_the_figures_are_no_name() -> None:
    found = read_one("取り組んだ内容 | 支援を行った。\nR5目標 | R5実績\n12件 | 10件")

    assert found.plan.indicators[0].name == ""
    assert "names-missing" in [one.code for one in found.findings]
