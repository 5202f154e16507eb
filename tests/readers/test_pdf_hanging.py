"""Text below the last rule of a table that the page cut is of the cell above it."""

from __future__ import annotations

import pytest

from shirube.readers.pdf_hanging import lower_open_cells
from shirube.readers.pdf_rules import RuledTable
from shirube.readers.pdf_text import Character

NAME, UNIT = (0.0, 0.0, 60.0, 20.0), (60.0, 0.0, 100.0, 20.0)


def paint(text: str, left: float, top: float) -> list[Character]:
    return [
        Character(one, left + 10.0 * at, top, left + 10.0 * (at + 1), top + 10, 10)
        for at, one in enumerate(text)
    ]


def lower(*characters: list[Character], is_open: bool = True) -> float:
    found = RuledTable([NAME, UNIT], [], [NAME] if is_open else [])
    lowered = lower_open_cells(found, [one for line in characters for one in line])
    assert {cell[3] for cell in lowered.cells} == {cell[3] for cell in [*lowered.cells, *lowered.open_below]}
    return max(cell[3] for cell in lowered.cells)


def test_lines_right_below_a_full_line_belong_to_its_cell() -> None:
    first, second, third = paint("見守り活動", 2, 8), paint("に参加した", 2, 22), paint("人の数", 2, 36)

    assert lower(first, paint("人", 62, 8), second, third) == pytest.approx(46.1)


@pytest.mark.parametrize(
    "below",
    [
        paint("※ 速報", 2, 50),  # a note further down
        paint("に参加した人の数である", 2, 22),  # wider than the cell
        paint("人", 62, 22),  # below a cell that a rule closes
    ],
)
def test_a_note_below_the_table_belongs_to_none(below: list[Character]) -> None:
    assert lower(paint("見守り活動", 2, 8), paint("人", 62, 8), below) == 20


def test_a_text_that_left_room_or_whose_cell_is_closed_has_no_rest() -> None:
    assert lower(paint("会員", 2, 8), paint("注", 2, 22)) == 20
    assert lower(paint("見守り活動", 2, 8), paint("に参加した", 2, 22), is_open=False) == 20
