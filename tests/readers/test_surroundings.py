"""Lines around a table."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.surroundings import (
    is_note,
    parse_document_number,
    understand_surroundings,
)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("資料2", "資料2"),
        ("【資料１－２】", "資料1-2"),
        ("参考資料3", "参考資料3"),
        ("別紙1", "別紙1"),
        ("令和6年度 進捗状況 資料3", "資料3"),
        ("資料の見方", ""),
        ("議案第5号", "議案第5号"),
    ],
)
def test_a_document_number_is_found(line: str, number: str) -> None:
    assert parse_document_number(line) == number


def test_nothing_around_a_table_is_lost() -> None:
    around = understand_surroundings(["第2次環境基本計画", "資料1", "担当：環境課"], ["※速報値", "以上"])

    assert around.title == "第2次環境基本計画"
    assert around.document_number == "資料1"
    assert around.footnotes == ("※速報値",)
    assert around.remarks == ("担当：環境課", "以上")


def test_the_one_year_of_a_title_holds_for_the_table() -> None:
    assert understand_surroundings(["子ども計画 令和6年度評価"], []).year == FiscalYear(2024)
    assert understand_surroundings(["子ども計画 令和5年度～進捗状況"], []).year is None


def test_notes_are_told_by_their_mark() -> None:
    assert is_note("※速報値")
    assert is_note("（注）速報値")
    assert not is_note("速報値です")


def test_a_number_of_the_document_in_full_width_is_no_remark_besides() -> None:
    around = understand_surroundings(["資料１", "第2次環境基本計画"], [])

    assert (around.document_number, around.title, around.remarks) == ("資料1", "第2次環境基本計画", ())


@pytest.mark.parametrize(
    "line",
    [
        "2024年度",
        "対象年度：令和6年度",
        "（令和６年度実績）",
        "■ R6",
        "令和6(2024)年度",
        "評価年度　令和6年度末",
    ],
)
def test_a_line_that_says_only_a_year_gives_it_to_a_title_without_one(line: str) -> None:
    found = understand_surroundings(["資料3", "みどり市進捗状況一覧表", line], [])

    assert found.year == FiscalYear(2024)
    assert (found.title, found.remarks) == ("みどり市進捗状況一覧表", (line,))


@pytest.mark.parametrize(
    "lines",
    [
        ["令和6年5月31日作成"],
        ["令和6年3月31日現在"],
        ["令和6年度の主な取組は次のとおりです"],
        ["令和5年度", "令和6年度"],
        ["令和5～7年度"],
    ],
)
def test_a_day_a_sentence_and_several_years_are_no_year_of_the_table(lines: list[str]) -> None:
    assert understand_surroundings(["みどり市進捗状況一覧表", *lines], []).year is None


def test_the_year_of_the_title_comes_before_that_of_a_line_below() -> None:
    assert understand_surroundings(["令和5年度進捗状況一覧表", "令和6年度"], []).year == FiscalYear(2023)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("２　数値目標の達成状況（令和6年度末）", 2024),
        ("表2 令和6年度", 2024),
        ("取組実績（R6）", 2024),
        ("令和7年8月1日現在", None),  # of the paper
        ("計画期間：令和6年度", None),
        ("目標年度：令和8年度", None),
        ("数値目標（令和8年度目標）", None),
        ("令和4年度から令和6年度までの実績", None),  # two of them
        ("令和6年度に策定した計画の実績", None),
    ],
)
def test_a_line_right_above_the_table_may_say_its_year(line: str, year: int | None) -> None:
    found = understand_surroundings(["総合戦略の検証", "１　基本的方向", line], [])

    assert (found.year.start if found.year else None) == year


def test_the_year_of_the_title_goes_before_that_of_a_line() -> None:
    found = understand_surroundings(["令和5年度 総合戦略の検証", "前年度（令和4年度）の実績"], [])

    assert found.year is not None and found.year.start == 2023


def test_results_of_a_year_right_above_the_table_go_before_a_report_of_the_next() -> None:
    line = "令和6年度（2024年4月～2025年3月）必須KPI実績報告"
    found = understand_surroundings(["令和7年度 観光協会 KPI報告", line], [])

    assert found.year is not None and found.year.start == 2024


@pytest.mark.timeout(20)
def test_a_title_of_thousands_of_spaces_is_gone_through_once() -> None:
    spaces = " " * 100_000

    assert understand_surroundings([f"評価年度{spaces}令和5年度{spaces}か"], []).year is None


@pytest.mark.parametrize(
    "meeting",
    [
        "令和7年度第2回みどり市総合計画審議会",
        "令和７年度 第２回 みどり市総合計画審議会（書面開催）",
        "総合計画策定会議 資料2",
        "みどり市行政改革推進本部会議",
    ],
)
def test_the_meeting_that_a_paper_was_made_for_is_neither_its_title_nor_its_year(meeting: str) -> None:
    found = understand_surroundings([meeting, "総合計画の進捗状況（令和6年度）"], [])

    assert (found.title, found.year) == ("総合計画の進捗状況（令和6年度）", FiscalYear(2024))
    assert understand_surroundings([meeting, "総合計画の進捗状況"], []).year is None


def test_a_meeting_is_the_title_where_nothing_else_could_be_it() -> None:
    found = understand_surroundings(["令和7年度第2回総合計画審議会"], [])

    assert (found.title, found.year) == ("令和7年度第2回総合計画審議会", None)


def test_what_a_committee_found_is_a_title() -> None:
    assert understand_surroundings(["推進委員会による評価（令和6年度）"], []).year == FiscalYear(2024)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("評価対象：令和6年度（2024年4月～2025年3月）", 2024),
        ("年度 令和6年度 種別 継続", 2024),
        ("評価対象：令和4年度～令和6年度", None),
        ("評価委員：令和6年度委嘱", None),
    ],
)
def test_a_label_of_the_year_may_stand_in_a_line_of_a_form(line: str, year: int | None) -> None:
    found = understand_surroundings(["消防計画の指標の評価", line, "（別紙）"], [])

    assert (found.year.start if found.year else None) == year


def test_the_year_of_an_edition_is_not_that_of_its_figures() -> None:
    """令和5年度版 of a yearly report is about the year before as often as about its own."""
    assert understand_surroundings(["環境指標の達成状況（令和５年度版　市の環境）"], []).year is None
    assert understand_surroundings(["令和4年度の実績（令和５年度版）"], []).year == FiscalYear(2022)
    assert understand_surroundings(["環境指標の達成状況（令和５年度　市の環境）"], []).year == FiscalYear(
        2023
    )


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("令和4年度の障害者活躍推進計画の実施状況について以下のとおり公表します。", 2022),
        ("令和4年度における取組の結果を取りまとめましたので、お知らせします。", 2022),
        ("令和4年度に計画を策定しました。", None),
        ("令和4年度の予算を公表します。", None),
        ("令和3年度から令和4年度の実績を公表します。", None),
    ],
)
def test_a_sentence_says_which_year_is_reported(line: str, year: int | None) -> None:
    found = understand_surroundings(["計画の実施状況", line], [])

    assert (found.year and found.year.start) == year


def test_a_sentence_is_the_title_only_where_nothing_else_could_be_it() -> None:
    promise = "平成30年度の目標達成に向けて、3%の削減を目指す。"

    around = understand_surroundings([promise, "令和2年度 節電の結果"], [])
    assert (around.title, around.year) == ("令和2年度 節電の結果", FiscalYear(2020))
    # The year of a promise is not that of the figures below it.
    assert understand_surroundings([promise], []).year is None
    assert understand_surroundings(["平成29年度の実行計画の実績をお知らせします。"], []).year == FiscalYear(
        2017
    )


def test_a_line_of_blanks_is_gone_through_once() -> None:
    assert not is_note(" " * 200_000)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("■評価対象期間 平成27年4月1日～平成28年3月31日", 2015),
        ("事業実施期間：令和6年4月1日から令和7年3月31日まで", 2024),
        ("計画期間 令和6年4月1日～令和7年3月31日", None),
        ("評価対象期間 令和4年4月1日～令和7年3月31日", None),
    ],
)
def test_a_period_of_one_fiscal_year_is_that_year(line: str, year: int | None) -> None:
    found = understand_surroundings(["経営発達支援計画の成果検証", line, "数値の項目"], [])

    assert (found.year and found.year.start) == year


@pytest.mark.parametrize(
    "below",
    [
        ["(単位:百万円)"],
        ["企画政策課"],
        ["達成の度合いを3段階で示す", "A:80%以上 B:50%以上80%未満 C:50%未満"],
    ],
)
def test_a_heading_with_the_year_may_stand_higher_than_the_last_line(below: list[str]) -> None:
    lines = ["行政改革の取組", "令和5年度 効果額の実績について", *below]

    assert understand_surroundings(lines, ()).year == FiscalYear(2023)


@pytest.mark.parametrize(
    "line",
    [
        "評価委員：令和5年度委嘱",
        "令和5年度の目標",
        "令和5年度実績 令和6年度実績",
    ],
)
def test_other_lines_with_a_year_say_nothing_of_the_figures(line: str) -> None:
    lines = ["行政改革の取組", line, "達成の度合いを3段階で示す"]

    assert understand_surroundings(lines, ()).year is None


def test_a_counted_part_of_a_paper_is_not_its_title() -> None:
    part = "ウ 成果指標（「⇧」は目標値を上回ることが望ましい指標）"
    around = understand_surroundings([part], [])

    assert (around.title, around.remarks) == ("", (part,))
    assert understand_surroundings(["アクションプラン 指標一覧"], []).title == "アクションプラン 指標一覧"


def test_one_of_several_labels_of_a_row_may_name_the_year() -> None:
    line = "施設名 市民体育館 開館 平成3年度 対象年度 令和5年度 指定期間 令和4年度～令和8年度"

    assert understand_surroundings(["モニタリングシート", line], []).year == FiscalYear(2023)


def test_the_name_of_an_indicator_is_not_the_title_of_the_paper() -> None:
    assert understand_surroundings(["■指標名：来館者数"], []).title == ""
    assert understand_surroundings(["指標名:来館者数", "図書館の指標一覧"], []).title == "図書館の指標一覧"
    assert understand_surroundings(["資料：図書館の指標"], []).title == "資料：図書館の指標"
