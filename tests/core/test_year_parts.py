from __future__ import annotations

from collections.abc import Iterable

import pytest

from shirube.core.year_parts import make_up_the_year, parse_year_part


@pytest.mark.parametrize(
    ("heading", "months"),
    [
        ("上半期", range(4, 10)),
        ("下期 実績値", (10, 11, 12, 1, 2, 3)),
        ("4~9 月期 実績値", range(4, 10)),
        ("１０～３月期", (10, 11, 12, 1, 2, 3)),
        ("4月～7月", range(4, 8)),
        ("第1四半期", (4, 5, 6)),
        ("第四四半期", (1, 2, 3)),
        ("2Q", (7, 8, 9)),
        ("４月", (4,)),
        ("12月分", (12,)),
        ("年度後半", (10, 11, 12, 1, 2, 3)),
    ],
)
def test_a_part_of_the_year_is_read_in_every_notation(heading: str, months: Iterable[int]) -> None:
    assert parse_year_part(heading) == frozenset(months)


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "実績値",
        "令和7年度",
        "9月末",
        "9月末現在",
        "12か月",
        "4~3月",
        "13月",
        "0~9月",
        "年間計",
        "前期基本計画の目標",
    ],
)
def test_whole_years_moments_and_other_headings_are_no_part(heading: str) -> None:
    assert parse_year_part(heading) == frozenset()


def test_parts_make_up_a_year_when_every_month_is_there_once() -> None:
    halves = [parse_year_part("上期"), parse_year_part("下期")]
    quarters = [parse_year_part(f"第{number}四半期") for number in (1, 2, 3, 4)]
    months = [parse_year_part(f"{number}月") for number in range(1, 13)]

    assert all(map(make_up_the_year, (halves, quarters, months)))
    assert not make_up_the_year(halves[:1])
    assert not make_up_the_year([*halves, halves[0]])
    assert not make_up_the_year(quarters[:3])
    assert not make_up_the_year([halves[0], parse_year_part("9~3月")])
    assert not make_up_the_year([])
