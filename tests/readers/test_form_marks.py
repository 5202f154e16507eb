"""Marks of forms that stand outside the table of figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.readers import form_marks
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.judgements import Judgement, find_judgement
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid, marks

KPI = """
指標 | 単位 | R6目標 | R6実績
相談件数 | 件 | 150 | 163
移住者数 | 人 | 40 | 31
"""


def read(text: str) -> ReadPlan:
    (found,) = read_grids_as_plans([grid(text)], "様式.xlsx")
    return found


def word_tables(*texts: str) -> list[Grid]:
    grids = []
    for number, text in enumerate(texts, 1):
        one = grid(text)
        grids.append(Grid(file="様式.docx", name=f"表{number}", rows=one.rows, lettered=False))
    return grids


def test_a_mark_below_the_table_is_that_of_all_its_indicators() -> None:
    found = read(f"{KPI}\n総合評価 | Ａ　順調に進んでいる\n今後の方針 | 継続")

    assert [marks(item) for item in found.plan.indicators] == [{2024: "A"}, {2024: "A"}]
    assert {item.published[0].joint for item in found.plan.indicators} == {found.plan.indicators[0].key}
    (said,) = [one for one in found.findings if one.code == "mark-of-form"]
    assert (said.level, said.place.cell) == (Level.INFORMATION, "A5")


def test_a_mark_right_below_the_rows_is_no_indicator() -> None:
    found = read(f"{KPI.rstrip()}\n自己評価 | Ｂ（概ね成果があがっている） | |")

    assert [item.name for item in found.plan.indicators] == ["相談件数", "移住者数"]
    assert [marks(item) for item in found.plan.indicators] == [{2024: "B"}, {2024: "B"}]


def test_marks_of_the_rows_count_and_that_of_the_form_stays_a_remark() -> None:
    found = read(
        """
        指標 | R6目標 | R6実績 | 評価
        相談件数 | 150 | 163 | ○
        移住者数 | 40 | 31 | ×

        総合評価 | Ａ
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [{2024: "○"}, {2024: "×"}]
    assert "総合評価 Ａ" in found.plan.remarks


def test_two_different_marks_are_named_and_given_to_nobody() -> None:
    found = read(f"{KPI}\n一次評価 | Ａ\n二次評価 | Ｂ")

    assert [marks(item) for item in found.plan.indicators] == [{}, {}]
    (said,) = [one for one in found.findings if one.code == "mark-of-form-unread"]
    assert said.level is Level.ODD
    assert "「二次評価」の「Ｂ」" in said.message


def test_each_table_of_a_document_has_the_mark_behind_it() -> None:
    first = "施策1 移住\n指標 | R6目標 | R6実績\n移住者数 | 40 | 31"
    second = "施策2 交流\n指標 | R6目標 | R6実績\n会員数 | 90 | 98"

    (found,) = read_grids_as_plans(
        word_tables(
            first, "進捗状況 | □順調 ■遅れ\n方針 | 継続", second, "進捗状況 | ■順調 □遅れ\n方針 | 継続"
        ),
        "様式.docx",
    )

    assert [(item.name, marks(item)) for item in found.plan.indicators] == [
        ("移住者数", {2024: "遅れ"}),
        ("会員数", {2024: "順調"}),
    ]


def test_marks_of_forms_below_one_another_stay_apart() -> None:
    form = """
    重点施策{0}
    指標 | 区分 | R5 | R6
    指標{0} | 目標 | 80 | 82
     | 実績 | 78 | {1}
    点検結果 | {2}
    """
    found = read("\n".join([form.format(1, 85, "順調"), form.format(2, 70, "遅れ")]))

    assert [marks(item) for item in found.plan.indicators] == [{2024: "順調"}, {2024: "遅れ"}]


def test_a_new_column_of_the_form_prints_the_marks() -> None:
    found = read(f"{KPI}\n判定結果 | ○")

    assert found.plan.form.columns[-1].title == "評価（令和6年度）"


def test_a_mark_below_lines_with_another_label_behind_it_is_no_line_of_marks() -> None:
    """今後の方向 | 拡充 behind it was taken for the marks of the next years."""
    found = read(
        """
        重点プロジェクト評価シート（令和6年度）
        プロジェクト | 駅前広場の再生 | |
        成果指標 | 休日の歩行者数（人/日） | |
         | R4 | R5 | R6
        目標 | 4,000 | 4,300 | 4,600
        実績 | 3,760 | 4,412 | 4,554
        評価の根拠 | イベントの定着で増えた | |
        総合評価 | Ｂ | 今後の方向 | 拡充
        """
    )

    (item,) = found.plan.indicators
    assert marks(item) == {2024: "Ｂ"}


def test_a_line_of_marks_with_a_note_behind_it_is_a_line() -> None:
    found = read(
        """
        指標 | 区分 | R5 | R6 | 備考
        相談件数 | 目標 | 90 | 100 |
         | 実績 | 95 | 120 |
         | 評価 | | ○ | 課題が残る
        会員数 | 目標 | 30 | 40 |
         | 実績 | 33 | 45 |
         | 評価 | | △ |
        """
    )

    assert [(item.name, marks(item)) for item in found.plan.indicators] == [
        ("相談件数", {2024: "○"}),
        ("会員数", {2024: "△"}),
    ]


def test_a_form_with_several_views_gives_the_mark_of_the_whole() -> None:
    """The rows below the lines were taken for lines without figures, and were lost with their marks."""
    found = read(
        """
        事務事業評価シート
        指標名 | 単位 | 区分 | R4 | R5 | R6
        総合相談の件数 | 件 | 目標 | 100 | 110 | 120
         | | 実績 | 96 | 121 | 126
        評価の視点 | 評価 | 理由 | | |
        必要性 | Ａ | 高齢者の増加により必要 | | |
        効率性 | Ｂ | 委託の見直しが必要 | | |
        総合評価 | Ａ | 継続する | | |
        """
    )

    (item,) = found.plan.indicators
    assert marks(item) == {2024: "Ａ"}
    assert any("効率性 Ｂ" in text for text in found.plan.remarks)


def test_labels_of_a_form_are_no_headings_and_no_indicators() -> None:
    found = read(
        """
        事業別評価シート
        事業名 | 多文化交流サロン | 担当 | 国際課
        年度 | 令和6年度 | 種別 | 継続
        目的 | 交流を進める | |
        指標 | 計画値 | 実績値 | 達成率
        開催回数（回） | 24 | 26 | 108％
        参加者数（人） | 480 | 437 | 91％
        自己評価 | ☐Ａ　☑Ｂ　☐Ｃ | |
        改善点 | 周知の方法を見直す | |
        """
    )

    first, second = found.plan.indicators
    assert (first.name, marks(first), second.name, marks(second)) == (
        "開催回数（回）",
        {2024: "Ｂ"},
        "参加者数（人）",
        {2024: "Ｂ"},
    )
    assert "改善点 周知の方法を見直す" in found.plan.remarks


def test_the_marks_of_one_form_are_named_where_only_another_form_gives_its_own() -> None:
    """The second form's marks were passed over without a word, because the first one's was read."""
    first = "施策1 移住\n指標 | R6目標 | R6実績\n移住者数 | 40 | 31"
    second = "施策2 交流\n指標 | R6目標 | R6実績\n会員数 | 90 | 98"
    tables = word_tables(first, "進捗状況 | 遅れ", second, "一次評価 | Ａ\n二次評価 | Ｂ")
    (found,) = read_grids_as_plans(tables, "様式.docx")

    assert [marks(item) for item in found.plan.indicators] == [{2024: "遅れ"}, {}]
    (said,) = [one for one in found.findings if one.code == "mark-of-form-unread"]
    assert (said.level, said.place.sheet, said.place.cell) == (Level.ODD, "表4", "1行1列")
    assert "「一次評価」の「Ａ」、「二次評価」の「Ｂ」" in said.message


def form_around(inner: Grid, number: int, mark: str) -> list[Grid]:
    """A form of a Word document: the table of figures stands in a cell of it, the mark in a row below."""
    rows = [
        ["事業名", f"事業{number}"],
        ["指標", ""],
        ["評価", " ".join(f"{'☑' if one == mark else '☐'}{one}（よい）" for one in "ABC")],
    ]
    outer = Grid(file="様式.docx", name=f"表{number}", rows=rows, lettered=False)
    return [outer, replace(inner, outer=(number, 1))]


def test_the_mark_of_a_form_is_that_of_the_table_in_its_cell() -> None:
    inner = [
        "指標 | R6目標 | R6実績\n貸出冊数 | 6.0 | 6.1",
        "指標 | R6目標 | R6実績\n来館者数 | 900 | 931",
    ]
    first, second = word_tables(*inner)

    (found,) = read_grids_as_plans(
        [*form_around(first, 0, "B"), *form_around(second, 2, "A")],
        "様式.docx",
    )

    assert [marks(item) for item in found.plan.indicators] == [{2024: "B"}, {2024: "A"}]


def test_the_mark_of_a_single_form_around_its_table_is_not_lost() -> None:
    (first,) = word_tables("指標 | R6目標 | R6実績\n貸出冊数 | 6.0 | 6.1")

    (found,) = read_grids_as_plans(form_around(first, 0, "C"), "様式.docx")

    assert [marks(item) for item in found.plan.indicators] == [{2024: "C"}]


FORM = """
施策名 | {} | | 担当課
成果指標 | 指標名 | R6目標 | R6実績
 | {} | 40 | 31
進捗評価 | {}"""


def test_forms_of_one_sheet_that_are_plans_of_their_own_have_each_its_own_mark() -> None:
    sheet = FORM.format("移住", "移住者数", "順調") + FORM.format("交流", "会員数", "やや遅れ")

    found = read_grids_as_plans([grid(sheet)], "様式.xlsx")

    given = [[marks(item) for item in one.plan.indicators] for one in found]
    assert given == [[{2024: "順調"}], [{2024: "やや遅れ"}]]
    assert not [one for plan in found for one in plan.findings if one.code == "mark-of-form-unread"]


def test_a_mark_before_the_first_form_and_one_behind_the_last_are_given_to_nobody() -> None:
    sheet = "総合評価 | Ｂ" + FORM.format("移住", "移住者数", "Ａ") + FORM.format("交流", "会員数", "Ｃ")

    found = read_grids_as_plans([grid(sheet)], "様式.xlsx")

    assert [marks(item) for one in found for item in one.plan.indicators] == [{}, {}]
    assert all("mark-of-form-unread" in {said.code for said in one.findings} for one in found)


PROJECT = """
重点プロジェクト評価書
KPI① | 通行量 | |
年度 | R5 | R6 |
目標値 | 4,600 | 4,800 |
実績値 | 4,655 | 4,912 |
{}
KPI② | 新規出店数 | |
年度 | R5 | R6 |
目標値 | 5 | 5 |
実績値 | 4 | 7 |
評価 | Ａ　よい | |
所見 | 目標を上回った。 | |
"""


def test_one_mark_below_the_last_of_several_blocks_is_that_of_the_whole_form() -> None:
    (found,) = read_grids_as_plans([grid(PROJECT.format("取組 | 広報 | |"))], "評価書.xlsx")

    assert [marks(item) for item in found.plan.indicators] == [{2024: "A"}, {2024: "A"}]


def test_a_mark_below_each_block_is_that_of_the_block() -> None:
    (found,) = read_grids_as_plans([grid(PROJECT.format("評価 | Ｃ | |"))], "評価書.xlsx")

    assert [marks(item)[2024][:1] for item in found.plan.indicators] == ["Ｃ", "Ａ"]


def test_a_line_with_the_mark_behind_the_table_of_activities_is_that_of_the_form() -> None:
    kpi = "施策{0}\n指標 | R6目標 | R6実績\n{1} | 40 | 31"
    done = "取組 | 内容\n訓練 | 12回行った。\n\n進捗状況：{}"
    texts = (kpi.format(1, "参加率"), done.format("順調"), kpi.format(2, "火災件数"), done.format("やや遅れ"))

    (found,) = read_grids_as_plans(word_tables(*texts), "様式.docx")

    items = [(path[0].name if path else "", item.name, marks(item)) for path, item in found.plan.rows]
    assert [marks_of for _, _, marks_of in items] == [{2024: "順調"}, {2024: "やや遅れ"}]
    assert not any("進捗状況" in level for level, _, _ in items)


def test_a_sheet_of_many_forms_is_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sequence[str]] = []

    def find(line: Sequence[str]) -> Judgement | None:
        asked.append(line)
        return find_judgement(line)

    monkeypatch.setattr(form_marks, "find_judgement", find)
    form = "{0}の{1}\n指標 | R6目標 | R6実績\n{0}の件数 | 150 | 163\n\n総合評価 | {2}\n\n"
    text = "".join(form.format(f"{number}番", "取組" * (number % 3 + 1), "A") for number in range(12))
    found = read_grids_as_plans([grid(text)], "様式.xlsx")

    assert len(found) > 1
    assert {mark for read in found for item in read.plan.indicators for mark in marks(item).values()} == {"A"}
    assert len(asked) <= 12


def test_tables_of_labels_above_copies_of_a_form_are_no_hindrance() -> None:
    labels = "目標値の計画と達成状況\n指標名 | 企業の誘致による雇用者数"
    figures = (
        "設定理由\n算式 | 8人×2社\n計画策定時 | 目標値 | 平成25年度 | 平成26年度 | 単位\n"
        " | 計画 | {0}人 | {0}人\n | 実績 | {1}人"
    )

    found = read_grids_as_plans(
        word_tables(labels, figures.format(16, 25), figures.format(9, 3)), "様式.docx"
    )

    items = [item for read in found for item in read.plan.indicators]
    assert [item.targets[0].reading.text for item in items] == ["16人", "9人"]


def test_a_mark_below_a_further_table_of_the_sheet_is_that_of_the_indicators_above() -> None:
    text = """
    モニタリングシート（令和5年度）
    項目 | 単位 | R5目標値 | R5実績値
    利用者数 | 人 | 85,000 | 88,120

    区分 | R5計画額 | R5決算額
    指定管理料 | 25,000 | 25,100

    総合評価 | {} | 適切に運営された。
    """
    sheets = [replace(grid(text.format(mark)), name=mark) for mark in ("Ａ", "Ｂ")]

    found = read_grids_as_plans(sheets, "評価.xlsx")

    first = [item for read in found for item in read.plan.indicators if item.name == "利用者数"]
    assert [marks(item) for item in first] == [{2023: "Ａ"}, {2023: "Ｂ"}]
