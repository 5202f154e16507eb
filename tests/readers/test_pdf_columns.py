"""Pages of two columns are read column by column, and tables beside one another from the top down."""

from __future__ import annotations

from shirube.readers.pdf_columns import order_columns
from shirube.readers.pdf_rules import Box
from shirube.readers.pdf_text import Line
from tests.readers.painted import paint

LEFT: Box = (50.0, 100.0, 250.0, 200.0)
RIGHT: Box = (290.0, 100.0, 490.0, 180.0)
LOWER: Box = (290.0, 220.0, 490.0, 300.0)


def name_parts(ordered: list[Line | int] | None) -> list[str | int] | None:
    return None if ordered is None else [one.text if isinstance(one, Line) else one for one in ordered]


def test_titles_at_one_height_are_those_of_the_tables_below_each() -> None:
    text = [
        *paint("第２期計画の指標", 50, 30),
        *paint("１福祉", 50, 90),
        *paint("２産業", 290, 90),
        *paint("３環境", 290, 210),
        *paint("※は見込みを示し、いずれも三月末の時点の値を示している。", 50, 330),
    ]

    assert name_parts(order_columns(text, [LEFT, RIGHT, LOWER])) == [
        "第２期計画の指標",
        "１福祉",
        0,
        "２産業",
        1,
        "３環境",
        2,
        "※は見込みを示し、いずれも三月末の時点の値を示している。",
    ]


def test_a_title_over_the_gap_between_the_columns_is_one_line() -> None:
    text = [*paint("子ども・子育て支援事業計画の指標の進捗状況について", 120, 90), *paint("２産業", 290, 210)]

    ordered = name_parts(order_columns(text, [LEFT, RIGHT, LOWER]))

    assert ordered == ["子ども・子育て支援事業計画の指標の進捗状況について", 0, 1, "２産業", 2]


def test_tables_beside_one_another_without_titles_of_their_own_stay_as_they_are() -> None:
    assert order_columns(paint("１福祉", 50, 90), [LEFT, RIGHT]) is None
    assert order_columns(paint("１福祉", 50, 90), [LEFT, (50.0, 220.0, 490.0, 300.0)]) is None
