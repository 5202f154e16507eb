"""Columns headed by two kinds of figures, with two figures in each cell."""

from __future__ import annotations

import time

import pytest

from tests.readers.tables import actuals, read_one, targets

_TABLE = """
    指標 | {heading} | R4実績 | 判定
    耐震化率 | 85%{sign}95% | 91.2% | ○
    登録数 | 12件 {sign} 40件 | 38件 | ○
    点検箇所数 | － | 5箇所 | －
    """


@pytest.mark.parametrize(
    ("heading", "sign"),
    [
        ("現状(H30)→目標(R5)", "→"),
        ("基準値（平成30年度）⇒目標値（令和5年度）", "⇒"),
        ("H30現状値/R5目標値", "/"),
        ("基準値(H30)／目標値(R5)", "／"),
    ],
)
def test_the_figures_of_a_cell_are_what_the_heading_says_in_its_order(heading: str, sign: str) -> None:
    found = read_one(_TABLE.format(heading=heading, sign=sign))
    first, second, third = found.plan.indicators

    assert [item.baseline.reading.text for item in (first, second) if item.baseline] == ["85%", "12件"]
    assert [item.baseline.year.start for item in (first, second) if item.baseline and item.baseline.year] == [
        2018,
        2018,
    ]
    assert (targets(first), targets(second)) == ({2023: "95%"}, {2023: "40件"})
    assert (actuals(first)[2022], actuals(third)[2022]) == ("91.2%", "5箇所")
    (said,) = [one for one in found.findings if one.code == "kinds-paired"]
    assert "分けて読み取りました" in said.message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("現状(H30)→目標(R5)", "95%"),
        ("現状(H30)→目標(R5)", "検討→策定する内容"),
        ("目標(R5)→課題", "85%→95%"),
    ],
)
def test_other_columns_are_left_as_they_were(heading: str, cell: str) -> None:
    found = read_one(f"指標 | {heading} | R4実績\n登録数 | 12→40 | 15\n点検率 | {cell} | 65")

    assert "kinds-paired" not in {one.code for one in found.findings}
    assert actuals(found.plan.indicators[1])[2022] == "65"


def test_a_long_run_of_spaces_in_a_cell_takes_no_time() -> None:
    begin = time.process_time()
    found = read_one(f"指標 | 現状(H30)→目標(R5) | R4実績\n件数 | 3{' ' * 29_000}x→5 | 2")

    assert len(found.plan.indicators) == 1
    assert time.process_time() - begin < 2
