from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from shirube.cli.whatif_options import WhatIfError, parse_edge, parse_target
from tests.builders import year
from tests.core.seed_plan import seed_graded

ROWS = seed_graded().rows


@pytest.mark.parametrize(
    ("text", "percent", "inclusive"),
    [
        ("A=85", 85, None),
        ("A=85%", 85, None),
        ("Ａ＝８５％以上", 85, True),
        ("A=92.5超", "92.5", False),
        ("A = 0", 0, None),
    ],
)
def test_an_edge_is_read_in_any_width(text: str, percent: int | str, inclusive: bool | None) -> None:
    edge = parse_edge(text)

    assert (edge.mark, edge.value, edge.inclusive) == ("A", Fraction(str(percent)) / 100, inclusive)


@pytest.mark.parametrize("text", ["A", "A=", "=85", "A=八十五", "A=85未満", ""])
def test_what_is_no_edge_is_answered_with_the_right_form(text: str) -> None:
    with pytest.raises(WhatIfError, match="A=85"):
        parse_edge(text)


def test_a_target_names_indicator_year_and_value() -> None:
    change = parse_target("創業塾:R8=1,020人", ROWS)

    assert (change.key, change.year, change.value) == ("3", year("R8"), Decimal(1020))


def test_a_name_that_fits_several_indicators_lists_them() -> None:
    with pytest.raises(WhatIfError, match=r"3件あります.*創業塾（参加者数）、創業相談"):
        parse_target("創業:R8=20", ROWS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("観光:R8=20", "当たる指標はありません"),
        ("創業塾=20", "形で指定してください"),
        ("創業塾:来年=20", "年度を一つに読み取れません"),
        ("創業塾:R8=多数", "--target"),
    ],
)
def test_what_is_no_target_is_answered_in_one_line(text: str, words: str) -> None:
    with pytest.raises(WhatIfError, match=words):
        parse_target(text, ROWS)
