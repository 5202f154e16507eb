from __future__ import annotations

import pytest

from shirube.readers.column_lines import MOST_LINES, parse_column_lines, render_column_lines


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("40, 180.5,320", (40, 180.5, 320)),
        ("３２０、４０　180", (40, 180, 320)),
        ("40,40", (40,)),
        ("", ()),
        ("40, x", None),
        ("-5, 40", None),
        ("1e9", None),
        ("1.2.3", None),
        ("nan", None),
        ("40,inf", None),
    ],
)
def test_places_of_lines_are_read_as_people_type_them(text: str, places: tuple[float, ...] | None) -> None:
    assert parse_column_lines(text) == places


def test_more_lines_than_any_table_has_columns_are_not_taken() -> None:
    assert len(parse_column_lines(",".join(map(str, range(10_000)))) or ()) == MOST_LINES


def test_what_is_written_is_read_again() -> None:
    places = (40.0, 180.5, 320.0)

    assert render_column_lines(places) == "40, 180.5, 320"
    assert parse_column_lines(render_column_lines(places)) == places
