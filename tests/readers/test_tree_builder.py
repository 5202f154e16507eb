"""Parents left blank, merged, repeated or missing."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing
from shirube.readers.tree_builder import BuiltTree, build_tree
from tests.readers.layouts import make_table, understand
from tests.readers.tables import read_one


def build(*body: list[str]) -> BuiltTree:
    table = make_table(*body)
    return build_tree(table, understand(table))


def shape(tree: BuiltTree) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (top.name, [(node.name, [leaf.name for leaf in node.children]) for node in top.children])
        for top in tree.nodes
    ]


FIGURES = ["市", "1人", "2人", "2人", "A", "3人", "3人", "A"]


def test_blank_parents_continue_the_node_above() -> None:
    tree = build(
        ["甲", "乙", "塾(人数)", *FIGURES], ["", "", "相談(人数)", *FIGURES], ["", "丙", "市場", *FIGURES]
    )

    assert shape(tree) == [("甲", [("乙", ["塾", "相談"]), ("丙", ["市場"])])]


def test_parents_repeated_in_each_row_are_one_node() -> None:
    tree = build(["甲", "乙", "塾", *FIGURES], ["甲", "乙", "相談", *FIGURES])

    assert shape(tree) == [("甲", [("乙", ["塾", "相談"])])]


def test_a_measure_of_the_same_name_under_another_direction_is_another_one() -> None:
    tree = build(["甲", "乙", "塾", *FIGURES], ["丁", "乙", "相談", *FIGURES])

    assert shape(tree) == [("甲", [("乙", ["塾"])]), ("丁", [("乙", ["相談"])])]


def test_an_activity_named_twice_is_two_activities() -> None:
    tree = build(["甲", "乙", "塾(人数)", *FIGURES], ["", "", "塾(人数)", *FIGURES])

    assert shape(tree) == [("甲", [("乙", ["塾", "塾"])])]


def test_a_row_with_a_blank_activity_is_a_further_indicator_of_the_activity_above() -> None:
    tree = build(["甲", "乙", "塾(人数)", *FIGURES], ["", "", "", *FIGURES])

    (leaf,) = tree.nodes[0].children[0].children
    assert [indicator.key for indicator in leaf.indicators] == ["1.1.1.1", "1.1.1.2"]


def test_a_line_with_a_parent_alone_groups_the_rows_below_it() -> None:
    tree = build(["甲"], ["", "乙", "塾", *FIGURES])

    assert shape(tree) == [("甲", [("乙", ["塾"])])]


def test_a_row_that_belongs_nowhere_is_kept_as_a_remark() -> None:
    tree = build(["甲", "乙", "塾", *FIGURES], ["", "", "", "所管未定"])

    assert tree.remarks == ("所管未定",)
    assert [finding.code for finding in tree.findings] == ["row-not-placed"]


def test_every_indicator_knows_its_row() -> None:
    tree = build(["甲", "乙", "塾", *FIGURES], ["", "", "相談", *FIGURES])

    assert tree.rows == {"1.1.1": 2, "1.1.2": 3}


def test_without_levels_the_indicators_hang_below_one_nameless_node() -> None:
    table = make_table(["参加者数", "20人", "21人"], head=[["指標", "R5目標", "R5実績"]])

    tree = build_tree(table, understand(table))

    assert [node.name for node in tree.nodes] == [""]
    assert [indicator.name for indicator in tree.nodes[0].indicators] == ["参加者数"]


def test_dashes_in_the_years_to_come_report_nothing() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | R5評価 | R6目標 | R6実績 | R6評価
        相談者数 | 10 | 12 | A | 12 | — | —
        研修生数 | 3 | 3 | A | 3 | |
        """
    )
    second = found.plan.indicators[1]

    assert [actual.reading.missing for actual in second.actuals] == [None, Missing.NOT_DUE]
    assert found.plan.current_year == FiscalYear(2023)


def test_a_row_with_a_baseline_alone_below_a_group_is_not_passed_over() -> None:
    found = read_one(
        """
        食育推進計画
        指標 | 対象か | 策定時値(平成29年度) | 目標値(平成34年度)
        (1)知識の増加 |  |  |
        知識を持っている人の割合 | 18歳以上 | 71.7% | 90%
        (2)郷土料理の継承 |  |  |
        郷土料理を食べている人の割合 | 18歳以上 | 56.1% | 80%
          | 19歳以上 | 62.5% |
        """
    )

    (said,) = (one.message for one in found.findings if one.code == "row-not-placed")
    assert "62.5%" in said
    assert [item.name for item in found.plan.indicators] == [
        "知識を持っている人の割合",
        "郷土料理を食べている人の割合",
    ]


def test_a_dash_in_place_of_a_parent_stands_in_none() -> None:
    tree = build(["甲", "乙", "塾", *FIGURES], ["－", "丙", "相談", *FIGURES])

    assert [top.name for top in tree.nodes] == ["甲", ""]


def test_a_group_that_goes_on_over_a_page_is_the_same_group() -> None:
    found = read_one(
        """
        基本目標 | 指標 | R5目標 | R5実績
        １ しごと | 創業者数 | 10 | 8
        １ しごと（つづき） | 就農者数 | 5 | 6
        ２ 手続き | 申請数 | 5 | 6
        """
    )

    assert [[node.name for node in nodes] for nodes, _ in found.plan.rows] == [
        ["１ しごと"],
        ["１ しごと"],
        ["２ 手続き"],
    ]
