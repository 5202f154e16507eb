from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.record_stream import MAX_LINE_BYTES, Block, Record, RecordParser, RecordStream
from shirube.readers.source import UnreadableFile


def records(data: bytes, **options: str) -> list[Record]:
    return list(RecordStream(io.BytesIO(data), name="一覧.csv", **options))


def cells(data: bytes) -> list[list[str]]:
    return [record.cells for record in records(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encodings_of_offices_are_told_apart(encoding: str) -> None:
    data = "指標,目標値\n創業塾①,10人\n".encode(encoding)

    assert cells(data) == [["指標", "目標値"], ["創業塾①", "10人"]]


def test_another_encoding_only_by_choice() -> None:
    data = "指標,目標値\n".encode("euc_jp")

    assert records(data, encoding="euc-jp")[0].cells == ["指標", "目標値"]
    assert records(data)[0].cells != ["指標", "目標値"], "EUC-JP is never guessed"
    with pytest.raises(UnreadableFile, match="ebcdic"):
        records(data, encoding="ebcdic")


def test_utf16_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8かShift_JIS"):
        records("指標,目標値\n".encode("utf-16"))


def test_tabs_and_semicolons_separate_too() -> None:
    assert cells(b"a\tb\n1,000\t2\n") == [["a", "b"], ["1,000", "2"]]
    assert cells(b"a;b\n1;2\n") == [["a", "b"], ["1", "2"]]


def test_a_quoted_cell_holds_separators_quotes_and_line_ends() -> None:
    data = 'a,b\n"1,000","二行に\nわたる""値"""\nx,y\n'.encode()

    found = records(data)

    assert [record.cells for record in found][1:] == [["1,000", '二行に\nわたる"値"'], ["x", "y"]]
    assert [record.line for record in found] == [1, 2, 4]


def test_a_quote_that_never_closes_spoils_its_own_line_only() -> None:
    rows = "".join(f"{number},1\n" for number in range(1000))
    found = records(f'a,b\n1,"2\n{rows}'.encode())

    assert found[1].problem.startswith("引用符")
    assert found[1].cells == ["1", '"2']
    assert [record.cells for record in found[2:]] == [[str(number), "1"] for number in range(1000)]


def test_a_few_bytes_of_another_encoding_do_not_lose_the_row() -> None:
    head = "指標,目標値\n" + "創業塾,1\n" * 10_000
    data = head.encode() + "交流会,2\n".encode("cp932") + b"\x81,3\n"

    found = records(data)

    assert found[-2].cells == ["交流会", "2"]
    assert "CP932" in found[-2].note
    assert found[-2].problem == ""
    assert found[-1].cells == ["�", "3"]
    assert "置き換え" in found[-1].problem


def test_a_line_longer_than_anyone_writes_is_not_kept_in_memory() -> None:
    data = b"a,b\n" + b"x" * (8 * MAX_LINE_BYTES) + b"\n1,2\n"
    stream = io.BytesIO(data)
    tracemalloc.start()
    found = list(RecordStream(stream, name="一覧.csv"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 6 * MAX_LINE_BYTES
    assert "長すぎる" in found[1].problem
    assert found[2].cells == ["1", "2"]


def test_line_ends_of_windows_are_known() -> None:
    stream = RecordStream(io.BytesIO(b"a,b\r\n1,2\r\n"), name="x")

    assert stream.newline == "\r\n"
    assert [record.cells for record in stream] == [["a", "b"], ["1", "2"]]


def test_blank_lines_are_records_without_cells() -> None:
    assert cells(b"a,b\n\n1,2") == [["a", "b"], [], ["1", "2"]]
    assert cells(b"") == []


@given(st.binary(max_size=400))
def test_any_bytes_end_in_records_or_one_clear_line(data: bytes) -> None:
    try:
        found = records(data)
    except UnreadableFile as error:
        assert "\n" not in str(error)
        return
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    assert len(found) <= len(lines)


lines = st.sampled_from(
    ["a,b", '"a', 'b"', '"x""y",1', 'a"b,c', '""', "", "\r", "二,1", '"', '"1,000",5', "x" * 60, '"z\r']
)


def _split(data: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """The blocks of a list that is read a few bytes at a time."""
    monkeypatch.setattr("shirube.readers.record_stream.HEAD_BYTES", size)
    monkeypatch.setattr("shirube.readers.record_stream.BLOCK_BYTES", size)
    return list(RecordStream(io.BytesIO(data), name="x", encoding="utf-8").iterate_blocks())


@given(st.lists(lines, max_size=40), st.integers(1, 80), st.booleans(), st.sampled_from([2, 3, 7]))
def test_records_do_not_depend_on_where_the_blocks_end(
    texts: list[str], size: int, ends: bool, longest: int
) -> None:
    data = ("\n".join(texts) + "\n" * ends).encode()
    parser = RecordParser("utf-8", ",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shirube.readers.record_stream.MAX_RECORD_LINES", longest)
        whole = list(parser.parse_block(Block(1, data))) if data else []
        blocks = _split(data, size, patch)

        assert b"".join(block.data for block in blocks) == data
        assert [record for block in blocks for record in parser.parse_block(block)] == whole


def test_a_list_is_really_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the property above: one block of everything would satisfy it too."""
    blocks = _split(b"a,b\n" * 100, 40, monkeypatch)

    assert len(blocks) > 5
    assert [block.line for block in blocks][:2] == [1, 11]


def test_a_record_of_several_lines_stays_in_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"h,h\n" + b'"one\ntwo",1\n' * 30

    blocks = _split(data, 20, monkeypatch)

    assert len(blocks) > 5
    assert all(block.data.count(b'"') % 2 == 0 for block in blocks)


def test_too_long_lines_of_any_block_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shirube.readers.record_stream.MAX_LINE_BYTES", 50)
    blocks = _split(b"a,b\n" + b"y" * 500 + b"\n1,2\n" + b"z" * 500, 10, monkeypatch)
    found = [record for block in blocks for record in RecordParser("utf-8", ",").parse_block(block)]

    assert [(record.line, bool(record.problem)) for record in found] == [
        (1, False),
        (2, True),
        (3, False),
        (4, True),
    ]


def test_the_rest_of_a_block_keeps_the_numbers_of_its_lines() -> None:
    assert Block(5, b"a\nb\nc\n").cut(6) == Block(6, b"b\nc\n")
    assert Block(5, b"a\nb\nc\n").cut(5) == Block(5, b"a\nb\nc\n")
