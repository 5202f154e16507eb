"""Tables of web pages and of pasted HTML."""

from __future__ import annotations

import pytest

from shirube.readers.formats import read_pasted_grids, read_source
from shirube.readers.grid import Span
from shirube.readers.source import MAX_COLUMNS, FileGrids
from tests.readers.workbooks import source

PAGE = """<!DOCTYPE html><html><head><title>題</title><style>td{{}}</style></head><body>
<h1>進捗状況まとめ</h1><p>資料<b>2</b></p>
<table><caption>指標の表</caption>
<tr><th rowspan=2>指標</th><th colspan="2">令和5年度</th></tr>
<tr><th>目標<th>実績</tr>
<tr><td>相談<br>件数</td><td><s>10</s><td>&nbsp;12&nbsp;人 <img alt="◎" src="http://127.0.0.1/x.png"></tr>
<tr style="display:none"><td>隠れ<td>1<td>2</tr>
</table><p>※ 見込値</p>{}</body></html>"""


def read(text: str, name: str = "表.html") -> FileGrids:
    return read_source(source(text.encode(), name))


def test_spans_captions_and_lines_around_become_rows() -> None:
    grid = read(PAGE.format("")).grids[0]

    assert [list(row) for row in grid.rows] == [
        ["進捗状況まとめ", "", ""],
        ["資料2", "", ""],
        ["指標の表", "", ""],
        ["指標", "令和5年度", ""],
        ["", "目標", "実績"],
        ["相談\n件数", "10", "12 人 ◎"],
        ["隠れ", "1", "2"],
        ["", "", ""],
        ["※ 見込値", "", ""],
    ]
    assert list(grid.merges) == [Span(3, 0, 4, 0), Span(3, 1, 3, 2)]
    assert grid.struck == {(5, 1)}
    assert grid.hidden_rows == {6}


def test_tables_within_tables_are_read_too() -> None:
    page = PAGE.format("<div>次</div><table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>")

    grids = read(page).grids

    assert [[list(row) for row in grid.rows] for grid in grids[1:]] == [[["次"], ["外"], ["内"]]]


def test_a_form_keeps_its_rows_and_the_table_in_its_cell_knows_where_it_stands() -> None:
    inner = "<table><tr><td>内</td></tr></table>"
    page = PAGE.format(
        f"<p>次</p><table><tr><td>事業<td>講座</tr><tr><td>指標<td>注{inner}</tr><tr><td>評価<td>A</tr></table>"
    )

    grids = read(page).grids

    assert [list(row) for row in grids[1].rows] == [
        ["次", ""],
        ["事業", "講座"],
        ["指標", "注"],
        ["評価", "A"],
    ]
    assert [grid.outer for grid in grids] == [None, None, (1, 2)]


def test_a_table_that_only_places_tables_is_none_and_its_texts_lead_them() -> None:
    inner = "<h4>{}</h4><table><tr><th>年度<th>目標<tr><td>R5<td>1</table><img alt='{}の推移を示すグラフ'>"
    cells = "".join(f"<td>{inner.format(name, name)}" for name in ("普及率", "利用者数"))

    grids = read(PAGE.format(f"<table role='{{}}'><tr>{cells}</table>")).grids

    table = [["年度", "目標"], ["R5", "1"]]
    assert [[list(row) for row in grid.rows] for grid in grids[1:]] == [
        [["普及率", ""], *table],
        [["利用者数", ""], *table],
    ]


def test_the_caption_of_a_table_that_only_places_others_is_kept() -> None:
    inner = "<table><tr><td>指標<td>目標<tr><td>件数<td>5</table>"

    (grid,) = read(f"<table><caption>重点施策の評価</caption><tr><td>{inner}</td></tr></table>").grids

    assert [list(row) for row in grid.rows] == [["重点施策の評価", ""], ["指標", "目標"], ["件数", "5"]]


@pytest.mark.parametrize(
    ("encoding", "declared"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-8", "utf-8")]
)
def test_the_declared_encoding_holds(encoding: str, declared: str) -> None:
    page = f'<html><meta charset="{declared}"><table><tr><td>実績①</td></tr></table></html>'.replace(
        "①", "" if encoding == "euc_jp" else "①"
    )

    grid = read_source(source(page.encode(encoding), "a.htm")).grids[0]

    assert str(grid.rows[0][0]).startswith("実績")


def test_a_page_that_calls_itself_xls_is_read_as_what_it_is() -> None:
    result = read("<html><body><table><tr><td>指標<td>5</table>", "実績.xls")

    assert result.grids[0].rows == [["指標", "5"]]
    assert [finding.code for finding in result.findings] == ["file-suffix"]


def test_cells_pasted_from_a_browser_are_read() -> None:
    style = "mso-number-format:0%"
    pasted = f"<meta charset='utf-8'><table><tr><td>指標</td><td style='{style}'>95%</td></tr></table>"

    assert read_pasted_grids(pasted).grids[0].rows == [["指標", "95%"]]


def test_scripts_readings_and_hidden_text_are_left_out() -> None:
    page = (
        "<table><tr><td><ruby>創業<rt>そうぎょう</rt></ruby><script>x()</script>"
        '<span style="display: none">隠</span></td></tr></table>'
    )

    assert read(page).grids[0].rows == [["創業"]]


def test_absurd_spans_are_cut_to_the_table() -> None:
    page = '<table><tr><td rowspan="65534" colspan="100000">a</td></tr><tr><td>b</td></tr></table>'

    grid = read(page).grids[0]

    assert grid.width <= MAX_COLUMNS
    assert grid.height == 2
    assert grid.rows[0][0] == "a"


def test_a_page_nested_without_end_is_no_trouble() -> None:
    deep = "<div>" * 3_000 + "<table><tr><td>a</td></tr></table>"

    assert read("<html>" + deep).grids


def test_what_repeats_the_table_for_people_is_passed_over() -> None:
    table = "<table><caption data-repeat>一覧</caption><tr><td>a<p data-repeat>理由</p></td></tr></table>"
    page = f"<html><body><p data-repeat>指標14</p>{table}</body></html>"

    assert [list(row) for row in read(page).grids[0].rows] == [["a"]]
