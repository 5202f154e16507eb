"""Text tables: encodings, separators, quotation, and lines outside the table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.source import FileGrids, UnreadableFile
from shirube.readers.text_file import parse_text_table, read_text_grids
from tests.readers.workbooks import source

TABLE = "指標\t目標\t実績\n相談件数①\t1,200件\t㈱ 1,180件\n"


def read(data: bytes, name: str = "表.tsv", encoding: str | None = None) -> FileGrids:
    return read_text_grids(source(data, name, encoding=encoding))


def rows_of(text: str) -> list[list[str]]:
    return [list(map(str, row)) for row in read(text.encode()).grids[0].rows]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp932"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp932", "utf-16", "utf-16-le bare", "utf-16-be bare", "utf-16-be"],
)
def test_a_table_saved_in_any_usual_encoding_reads_the_same(data: bytes) -> None:
    result = read(data)

    assert [list(row) for row in result.grids[0].rows] == [
        ["指標", "目標", "実績"],
        ["相談件数①", "1,200件", "㈱ 1,180件"],
    ]
    assert result.findings == ()


def test_euc_jp_is_read_when_chosen_and_suspected_when_not() -> None:
    data = "指標\t目標値\t実績値\n相談件数\t10件\t12件\n".encode("euc_jp")

    chosen = read(data, encoding="euc-jp")

    assert chosen.grids[0].rows[1] == ["相談件数", "10件", "12件"]
    try:
        guessed = [finding.code for finding in read(data).findings]
    except UnreadableFile as refused:
        guessed = [refused.code]
        assert "euc-jp" in str(refused)
    assert guessed in (["text-maybe-euc"], ["text-encoding"])


def test_euc_jp_that_is_no_cp932_is_refused_with_the_choice_to_make() -> None:
    data = "指標\t食育に関心がある市民の割合が高まる\n".encode("euc_jp") * 20

    with pytest.raises(UnreadableFile, match="euc-jp"):
        read(data)


def test_an_unknown_encoding_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnreadableFile, match="utf-8、utf-16、cp932、euc-jp"):
        read(b"a", encoding="ebcdic")


def test_one_broken_character_is_marked_and_named_and_the_rest_kept() -> None:
    data = (TABLE * 20).encode() + b"\xff\t1\t2\n"

    result = read(data)

    assert result.grids[0].height == 41
    assert [finding.code for finding in result.findings] == ["text-broken"]
    assert "41行目" in result.findings[0].message


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="文字"):
        read(bytes(range(256)) * 50)


def test_thousands_separators_do_not_make_a_tab_table_a_comma_table() -> None:
    assert rows_of("a\tb\n1,200\t3,400\n5,600\t7,800\n9,100\t1,000\n") == [
        ["a", "b"],
        ["1,200", "3,400"],
        ["5,600", "7,800"],
        ["9,100", "1,000"],
    ]


@pytest.mark.parametrize(
    "line",
    ["約1,000箇所(H17)⇒約500箇所(H27)", "利用者は1,000人,うち市内は640人"],
    ids=["only in figures", "in a sentence"],
)
def test_commas_of_figures_and_sentences_do_not_cut_lines_into_cells(line: str) -> None:
    text = "\n".join(
        ["目標値は次のとおりです。", "良好な居住環境の形成", "危険な造成地の箇所数", "(再掲)", line]
    )

    rows, findings = parse_text_table(text)

    assert rows[-1] == [line]
    assert findings == []


def test_figures_with_commas_stay_apart_from_the_commas_that_end_cells() -> None:
    rows, _ = parse_text_table('指標,目標,実績\n来場者数,"1,200",950')

    assert rows == [["指標", "目標", "実績"], ["来場者数", "1,200", "950"]]


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_the_separator_is_found_from_the_content(separator: str) -> None:
    lines = ["進捗状況まとめ", separator.join("abc"), separator.join("123"), "※ 注"]

    assert rows_of("\n".join(lines)) == [
        ["進捗状況まとめ", "", ""],
        ["a", "b", "c"],
        ["1", "2", "3"],
        ["※ 注", "", ""],
    ]


def test_titles_blank_lines_and_legends_stay_rows_where_they_stand() -> None:
    assert rows_of("\n題名\n\n指標\t実績\n相談\t3\n\nS：90%以上\n") == [
        ["", ""],
        ["題名", ""],
        ["", ""],
        ["指標", "実績"],
        ["相談", "3"],
        ["", ""],
        ["S：90%以上", ""],
    ]


def test_a_quoted_cell_keeps_its_line_break_comma_and_quotation_mark() -> None:
    text = 'a,b\r\n"1行目\n2行目, ""引用""",5\r\nc,d\r\n'

    assert rows_of(text) == [["a", "b"], ['1行目\n2行目, "引用"', "5"], ["c", "d"]]


def test_a_quotation_mark_typed_as_ditto_swallows_no_rows() -> None:
    text = 'a\tb\tc\n1\t"\t3\n4\t"\t6\n7\t8\t9\n'

    assert rows_of(text) == [["a", "b", "c"], ["1", '"', "3"], ["4", '"', "6"], ["7", "8", "9"]]


def test_quotation_marks_that_do_not_pair_up_are_kept_with_a_finding() -> None:
    rows, findings = parse_text_table('a,b\n"x,1\nc,d\n')

    assert rows == [["a", "b"], ['"x', "1"], ["c", "d"]]
    assert [finding.code for finding in findings] == ["text-quotes"]


def test_formula_like_and_spaced_text_stays_exactly_as_written() -> None:
    assert rows_of("=1+1\t +3 \t@x\n-5\t007\t１２\n") == [["=1+1", " +3 ", "@x"], ["-5", "007", "１２"]]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\r"), max_size=8),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=8,
    )
)
def test_what_a_spreadsheet_writes_as_csv_is_read_back_cell_by_cell(rows: list[list[str]]) -> None:
    table = [["指標", "目標", "実績"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)

    read_back, _ = parse_text_table(out.getvalue())

    assert len(read_back) == len(table) or any('"' in cell for row in rows for cell in row)
    if not any(mark in cell for row in rows for cell in row for mark in '"\t;,\n'):
        assert read_back == table
