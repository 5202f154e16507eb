"""Indicators that have no name but their definition."""

from __future__ import annotations

from tests.readers.tables import marks, read_one, targets


def test_the_definition_is_the_name_where_nothing_else_is() -> None:
    found = read_one(
        """
        計画の成果目標（定量的指標）
        定量的指標の定義及び算定式 | 定量的指標の現況値及び目標値 | |
         | 当初現況値 | 中間目標値 | 最終目標値
         | (H21当初) | (H23末) | (H25末)
        ①幹線道路までの所要時間を算出 | 32.5分 | 26.1分 | 20.8分
        ②防災機能が強化された地区の率を算出 | 0% | 28% | 40%
        """
    )
    first, second = found.plan.indicators

    assert first.name == "①幹線道路までの所要時間を算出"
    assert targets(second) == {2011: "28%", 2013: "40%"}
    assert "names-missing" not in {one.code for one in found.findings}


def test_the_definition_beside_a_name_stays_a_remark() -> None:
    (item,) = read_one(
        """
        指標 | 指標の定義及び算定式 | 現況値(H21) | 目標値(H25)
        幹線道路までの所要時間 | 現地で計測 | 32.5分 | 20.8分
        """
    ).plan.indicators

    assert item.name == "幹線道路までの所要時間"


def test_the_leftmost_words_of_a_table_of_marks_are_what_was_judged() -> None:
    first, second = read_one(
        """
        平成29年度 経営発達支援計画評価報告書
        洋野町商工会
        事業の内容 | 実施内容 | 評価
        1.経済動向調査に関すること | 懇談会を開いた。 | A
        2.経営状況の分析に関すること | 相談会を開いた。 | B
        """
    ).plan.indicators

    assert [(item.name, marks(item)) for item in (first, second)] == [
        ("1.経済動向調査に関すること", {2017: "A"}),
        ("2.経営状況の分析に関すること", {2017: "B"}),
    ]


def test_words_beside_figures_that_have_names_tell_what_was_done() -> None:
    """The control."""
    (item,) = read_one(
        """
        実施内容 | 指標 | R5目標 | R5実績 | 評価
        懇談会を開いた | 開催回数 | 4回 | 5回 | A
        """
    ).plan.indicators

    assert item.name == "開催回数"


def test_issues_left_of_the_figures_name_the_rows() -> None:
    """岡崎市 lists by 部 what each has to solve, with its goal; behind the figures 重要課題 is a text."""
    found = read_one(
        """
        令和5年度の実績
        部 | 重要課題 | 目標 | 実績
        環境部 | ごみ拾いの促進 | 20回 | 26回
        経済部 | 来館者の確保 | 70人 | 64人
        """
    )
    beside = read_one(
        """
        指標 | R5目標 | R5実績 | 重要課題
        相談件数 | 10件 | 12件 | 担い手の不足
        講座数 | 5回 | 4回 | 会場
        """
    )

    assert [item.name for item in found.plan.indicators] == ["ごみ拾いの促進", "来館者の確保"]
    assert [item.name for item in beside.plan.indicators] == ["相談件数", "講座数"]
