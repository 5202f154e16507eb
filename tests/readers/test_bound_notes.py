"""Notes of single cells: footnotes bound to the figures that bear their sign, and remarks on cells."""

from __future__ import annotations

import pytest

from shirube.core.report import compute_report
from shirube.readers.bound_notes import find_notes
from shirube.readers.grid import Grid
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid, read_one

TABLE = """
ほしの市産業振興プラン 進捗状況
事業   | 指標     | 令和5年度 |        | 令和6年度 |
       |          | 目標      | 実績   | 目標      | 実績
創業塾 | 参加者数 | 20人      | 21人※1 | 22人      | 18人※2
融資   | 融資件数 | 8件       | 8件    | 9件       | ※3
満足度 | 満足度   | 50%       | ※      | 55%       | 52%
{notes}
"""


def read_with(*notes: str) -> ReadPlan:
    return read_one(TABLE.format(notes="\n".join(notes)))


def notes_of(read: ReadPlan) -> list[str]:
    return [one.reading.note for item in read.plan.indicators for one in item.actuals]


def test_a_footnote_is_bound_to_the_figure_that_bears_its_sign() -> None:
    read = read_with("※1 対面とオンラインの合計", "※２　速報値による", "※3 隔年で調査")

    assert notes_of(read) == ["※1 対面とオンラインの合計", "※２　速報値による", "", "※3 隔年で調査", "", ""]


def test_the_figure_and_the_footnote_are_printed_as_before() -> None:
    report = compute_report(read_with("※1 対面とオンラインの合計").plan)

    cells = [cell.text for row in report.table.rows for cell in row.cells if cell]
    assert "21人※1" in cells
    assert "※1 対面とオンラインの合計" in read_with("※1 対面とオンラインの合計").plan.footnotes


def test_a_sign_alone_is_bound_to_the_only_footnote_without_a_number() -> None:
    assert notes_of(read_with("※ 令和5年度は調査なし"))[4] == "※ 令和5年度は調査なし"


def test_a_sign_that_several_footnotes_bear_is_bound_to_none() -> None:
    assert notes_of(read_with("※ 令和5年度は調査なし", "※ 速報値を含む"))[4] == ""


def test_a_sign_without_its_footnote_is_asked_about() -> None:
    codes = [
        finding.message for finding in read_with("※1 合計").findings if finding.code == "note-unexplained"
    ]

    assert [message.split("、")[0] for message in codes] == [
        "1個の値に「※2」が付いていますが",
        "1個の値に「※3」が付いていますが",
    ]
    assert not [
        one for one in read_with("※1 甲", "※2 乙", "※3 丙").findings if one.code == "note-unexplained"
    ]


def test_a_remark_on_a_cell_becomes_the_note_of_its_figure() -> None:
    sheet = grid(TABLE.format(notes=""))
    noted = Grid(
        file="a", name="b", rows=sheet.rows, notes={(4, 3): "会計課に\n確認済み", (0, 0): "表題の注"}
    )

    (read,) = read_tables(find_all_tables(noted))

    assert notes_of(read)[2] == "会計課に 確認済み"


def test_a_table_without_footnotes_and_remarks_is_left_alone() -> None:
    assert find_notes(("出典：商工課",), Grid(file="a", name="b", rows=[]), {}, ()) is None


@pytest.mark.parametrize(
    "footnote", ["（注1）対面の合計", "注1：対面の合計", "(※1) 対面の合計", "＊1 対面の合計"]
)
def test_footnotes_are_told_by_their_signs_however_written(footnote: str) -> None:
    sign = "注1" if "注" in footnote else "*1" if "＊" in footnote else "※1"
    read = read_one(TABLE.format(notes=footnote).replace("21人※1", f"21人（{sign}）"))

    assert notes_of(read)[0] == footnote


@pytest.mark.parametrize("sign", ["※1", "＊1", "注1)"])
def test_a_sign_is_found_however_wide_it_is_written(sign: str) -> None:
    text = TABLE.replace("21人※1", f"21人{sign}").format(notes=f"{sign} 対面とオンラインの合計")

    assert notes_of(read_one(text))[0] == f"{sign} 対面とオンラインの合計"


def test_a_sign_that_only_the_number_format_shows_is_found() -> None:
    rows: list[list[str | int]] = [
        ["事業", "指標", "令和5年度目標", "令和5年度実績"],
        ["創業塾", "参加者数", 20, 21],
        ["※1 対面とオンラインの合計", "", "", ""],
    ]
    table = Grid(file="表.xlsx", name="", rows=rows, formats={(1, 3): '0"人※1"'})

    (read,) = read_tables(find_all_tables(table))

    assert notes_of(read) == ["※1 対面とオンラインの合計"]


@pytest.mark.timeout(20)
def test_a_figure_with_thousands_of_spaces_behind_its_sign_is_gone_through_once() -> None:
    (item,) = read_one(
        f"指標 | R5目標 | R5実績\n相談件数 | 21人※{' ' * 100_000}1か | 23\n※1 速報値"
    ).plan.indicators

    assert item.actuals[0].reading.text == "23"
