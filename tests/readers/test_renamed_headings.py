"""A strategy has under each goal a table called 数値目標 and one called KPI: they are one table."""

from __future__ import annotations

import pytest

from shirube.core.indicator import Indicator
from shirube.readers.renamed_headings import join_renamed_headings
from tests.readers.tables import actuals, grid, read, targets

SHEET = """総合戦略　効果検証

【基本目標１】安定した雇用
数値目標|単位|基準値(R3)|R5実績|R6実績|目標値(R9)|担当課
従業者数|人|28410|28122|28305|28500|商工課

重要業績評価指標(KPI)|単位|基準値(R3)|R5実績|R6実績|目標値(R9)|担当課
創業者数|人|18|22|25|30|商工課
面接会の参加者数|人|96|104|87|150|商工課

【基本目標２】人の流れ
数値目標|単位|基準値(R3)|R5実績|R6実績|目標値(R9)|担当課
転入超過数|人|-142|-98|-61|0|企画課

重要業績評価指標(KPI)|単位|基準値(R3)|R5実績|R6実績|目標値(R9)|担当課
利用組数|組|11|19|24|30|企画課"""


def list_rows(text: str) -> list[list[tuple[tuple[str, ...], str]]]:
    plans = [one.plan.rows for one in read(text)]
    return [[(tuple(node.name for node in path), item.name) for path, item in rows] for rows in plans]


def test_tables_that_only_call_their_names_otherwise_are_one_plan() -> None:
    assert list_rows(SHEET) == [
        [
            (("安定した雇用", "数値目標"), "従業者数"),
            (("安定した雇用", "重要業績評価指標(KPI)"), "創業者数"),
            (("安定した雇用", "重要業績評価指標(KPI)"), "面接会の参加者数"),
            (("人の流れ", "数値目標"), "転入超過数"),
            (("人の流れ", "重要業績評価指標(KPI)"), "利用組数"),
        ]
    ]


def test_signs_before_the_words_make_no_other_heading() -> None:
    sheet = SHEET.replace("\n数値目標|", "\n■数値目標|").replace("\n重要業績評価指標(KPI)|", "\n■KPI|")

    assert [len(rows) for rows in list_rows(sheet)] == [5]


def test_every_figure_stays_in_its_year_and_knows_its_cell() -> None:
    (found,) = read(SHEET)
    last: Indicator = found.plan.indicators[-1]

    assert (targets(last)[2027], actuals(last)) == ("30", {2023: "19", 2024: "24"})
    assert last.baseline is not None
    assert last.baseline.reading.text == "11"
    (said,) = (one for one in found.findings if one.code == "headings-renamed")
    assert "「数値目標」、「重要業績評価指標(KPI)」" in said.message


def test_a_place_is_that_of_the_sheet_as_it_was() -> None:
    joined = join_renamed_headings(grid(SHEET))

    assert joined is not None
    rows = {row[0]: number for number, row in enumerate(joined[0].rows) if row[0]}
    assert joined[0].place(rows["利用組数"], 2) == grid(SHEET).place(15, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Other years, another table in between, and lines that give the lower table a year or a unit.
        ("重要業績評価指標(KPI)|単位|基準値(R3)|R5実績", "重要業績評価指標(KPI)|単位|基準値(R3)|R4実績"),
        ("数値目標|単位|基準値(R3)", "重要業績評価指標(KPI)|単位|基準値(R3)"),
        ("\n\n重要", "\n\n令和4年度の状況\n重要"),
        ("\n\n重要", "\n\n（単位：千人）\n重要"),
    ],
)
def test_tables_that_differ_otherwise_are_left_alone(old: str, new: str) -> None:
    assert join_renamed_headings(grid(SHEET.replace(old, new))) is None


def test_blocks_of_lines_are_left_to_those_who_read_lines() -> None:
    sheet = """活動指標名|単位|区分|R5年度|R6年度|最終目標値
    開館日数|日|目標値|290|290|
    ||実績値|289|290|
    成果指標名|単位|区分|R5年度|R6年度|最終目標値
    貸出冊数|冊|目標値|410|415|450
    ||実績値|402|398|"""

    assert join_renamed_headings(grid(sheet)) is None


def test_one_table_is_left_alone() -> None:
    assert join_renamed_headings(grid("数値目標|R5実績|R6実績|目標値(R9)\n従業者数|18|19|20")) is None
