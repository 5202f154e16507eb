"""What the columns beside the years of lines hold."""

from __future__ import annotations

from shirube.core.form import Role
from shirube.core.indicator import Direction
from shirube.readers.line_blocks import find_blocks
from shirube.readers.line_columns import find_side_roles
from tests.readers.tables import read_one, targets


def test_a_column_of_arrows_says_which_way_is_good() -> None:
    text = """
    指標名|基準値|区分||H23|H24
    発生率|0.31%(21年度)|⇩|目標値|0.31|0.30
    |||実績値|0.33|※
    利用者|558.7万人(21年)|⇧|目標値|570.0|580.0
    |||実績値|594.5|595.3
    """

    falling, rising = read_one(text).plan.indicators

    assert (falling.direction, rising.direction) == (Direction.DOWN, Direction.UP)
    assert falling.baseline is not None
    assert falling.baseline.year is not None
    assert falling.baseline.year.start == 2009
    # The baseline spells out 万人: the bare figures beside it are meant in 万人, too.
    quantity = rising.targets[0].reading.quantity
    assert quantity is not None
    assert f"{quantity.value}{quantity.unit}" == "5700000.0人"
    assert targets(rising) == {2011: "570.0", 2012: "580.0"}


def test_a_number_beside_the_name_is_no_part_of_it() -> None:
    found = read_one(
        """
        番号 | 指標     | 区分 | R5 | R6
        1    | 就農者数 | 目標 | 5  | 6
             |          | 実績 | 6  | 5
        2    | 創業件数 | 目標 | 7  | 8
             |          | 実績 | 7  | 9
        """
    )

    assert [item.name for item in found.plan.indicators] == ["就農者数", "創業件数"]


TEXTS = [
    ["指標", "[単位]", "区分", "R5", "R6"],
    ["", "就農者数", "目標", "5", "6"],
    ["", "", "実績", "6", "5"],
]


def test_names_below_a_heading_of_units_are_names_where_nothing_else_can_be() -> None:
    (block,) = find_blocks(TEXTS)

    assert find_side_roles(TEXTS, block, is_named=False) == {0: Role.INDICATOR}
    assert find_side_roles(TEXTS, block, is_named=True) == {0: Role.INDICATOR, 1: Role.UNIT}
