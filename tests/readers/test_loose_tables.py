"""Tables whose headings alone would not be recognised."""

from __future__ import annotations

from shirube.readers.loose_tables import find_loose_tables
from shirube.readers.table import find_tables
from tests.readers.tables import grid

LOOSE = """
実施の状況
区分|予定した数 a|終えた数 b|達成率 b/a
甲|4|2|50%
乙|4|4|100%
※ 年度末の数
"""


def test_a_formula_and_figures_below_make_a_heading() -> None:
    assert find_tables(grid(LOOSE)) == []

    (table,) = find_loose_tables(grid(LOOSE))

    assert (table.top, table.body, table.above, table.below) == (1, (2, 3), (0,), (4,))


def test_words_without_figures_below_are_no_table() -> None:
    assert find_loose_tables(grid("目標|実績|評価\n未定|未定|未定")) == []
    assert find_loose_tables(grid("会議の次第\n開会|10時|会議室")) == []
