"""Tables without a column of names, in which lines between the rows name them."""

from __future__ import annotations

import pytest

from shirube.readers.named_by_lines import name_by_lines
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read_one, targets

HEAD = "現状値(令和元年度) | 目標値(令和7年度) | 備考"
WATER = f"""
水道事業ビジョン 目標項目
【安全】安全な水の供給
水質検査適合率
{HEAD}
100% | 100% |
平均残留塩素濃度(ミリグラム/リットル)
{HEAD}
0.28 | 0.2以上 |
配水池清掃実施率
{HEAD}
- | 100% | 5年間で
"""


def test_the_line_above_each_row_of_figures_is_the_name_of_its_indicator() -> None:
    found = read_one(WATER)

    named = [(item.name, item.unit, targets(item)) for item in found.plan.indicators]
    assert named == [
        ("水質検査適合率", "%", {2025: "100%"}),
        ("平均残留塩素濃度(ミリグラム/リットル)", "ミリグラム/リットル", {2025: "0.2以上"}),
        ("配水池清掃実施率", "%", {2025: "100%"}),
    ]
    assert found.plan.title == "水道事業ビジョン 目標項目"
    assert not {"names-missing", "row-not-placed"} & {one.code for one in found.findings}


def test_the_heading_may_stand_once_only() -> None:
    text = f"目標項目\n適合率\n{HEAD}\n100% | 100% |\n濃度\n0.28 | 0.2以上 |"

    assert [item.name for item in read_one(text).plan.indicators] == ["適合率", "濃度"]


@pytest.mark.parametrize(
    "rows",
    [
        # A row without a line of its own: whose figures they are is not known.
        "適合率\n{head}\n100% | 100% |\n90% | 95% |\n濃度\n0.28 | 0.2以上 |",
        # Two lines before one row.
        "適合率\n{head}\n100% | 100% |\n濃度\n塩素\n0.28 | 0.2以上 |",
        # A note and a sentence name nothing.
        "適合率\n{head}\n100% | 100% |\n※速報値を含む\n0.28 | 0.2以上 |",
        "適合率\n{head}\n100% | 100% |\n濃度は平均です。\n0.28 | 0.2以上 |",
        # Nothing follows the last line.
        "適合率\n{head}\n100% | 100% |\n濃度",
        # A table with names needs no lines: those between its rows head groups.
        "適合率\n指標 | 目標値(令和7年度) | 実績値(令和5年度)\n1 適合率 | 100% | 90%\n濃度\n2 塩素 | 5 | 4",
    ],
)
def test_figures_without_exactly_one_line_above_them_get_no_name(rows: str) -> None:
    tables = find_tables(grid(f"目標項目\n{rows.format(head=HEAD)}"))

    assert all(name_by_lines(table) is None for table in tables)


def test_a_line_behind_the_last_figures_heads_what_comes_next() -> None:
    found = read_one(f"適合率\n{HEAD}\n100% | 100% |\n濃度\n{HEAD}\n0.28 | 0.2以上 |\n計画書（ダウンロード）")

    assert [item.name for item in found.plan.indicators] == ["適合率", "濃度"]
    assert "計画書（ダウンロード）" in found.plan.remarks


def test_a_label_with_its_name_above_a_row_that_begins_with_a_unit_names_it() -> None:
    """毎年度 beside the goal is the goal of every year."""
    first, second = read_one(
        """
        施策 評価結果の公表
        成果指標1 | 条例の数
        単位 | 目標年度 | 目標値 | 指標数値の目指す方向 | H24実績 | H25実績
        件 | 毎年度 | 40 | 維持 | 42 | 38
        成果指標2 | 相談の件数
        単位 | 目標年度 | 目標値 | 指標数値の目指す方向 | H24実績 | H25実績
        件 | H27 | 60 | 増加 | 48 | 51
        """
    ).plan.indicators

    assert [first.name, second.name] == ["条例の数", "相談の件数"]
    assert targets(first) == {2012: "40", 2013: "40"}
    assert targets(second) == {2015: "60"}
    assert actuals(second) == {2012: "48", 2013: "51"}
