"""Number formats kept row by row."""

from __future__ import annotations

from shirube.readers.row_formats import RowFormats, find_column_formats, find_kinds, make_row_formats

FORMATS = {(0, 0): "0.0%", (3, 27): '0"人"', (4, 0): "0.0%"}


def test_formats_kept_row_by_row_are_the_same_formats() -> None:
    kept = make_row_formats(FORMATS)

    assert kept == FORMATS
    assert len(kept) == 3
    assert kept.kinds() == {"0.0%", '0"人"'}
    assert kept.get((9, 9)) is None
    assert kept.get((0, 9), "General") == "General"


def test_rows_formatted_alike_share_one_table() -> None:
    kept = make_row_formats(FORMATS)

    assert kept.rows[0] is kept.rows[4]
    assert len(kept.tables()) == 2
    assert make_row_formats(kept) is kept


def test_a_column_has_a_format_for_every_row_asked() -> None:
    expected = ["0.0%", "General", "0.0%"]

    assert find_column_formats(make_row_formats(FORMATS), [0, 3, 4], 0) == expected
    assert find_column_formats(FORMATS, [0, 3, 4], 0) == expected
    assert find_column_formats(RowFormats({}), [7], 0) == find_column_formats({}, [7], 0) == ["General"]


def test_the_kinds_of_formats_do_not_depend_on_how_they_are_kept() -> None:
    assert find_kinds(FORMATS) == find_kinds(make_row_formats(FORMATS)) == {"0.0%", '0"人"'}
