"""The order of nodes and indicators, and putting one somewhere else."""

from __future__ import annotations

import pytest

from shirube.core.plan import Node, Plan
from shirube.store.people import Municipality
from shirube.store.plans import PlanRow
from shirube.store.save import save_new_plan
from shirube.store.tree import load_tree, place_indicator, place_node
from tests.builders import build_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> PlanRow:
    leaves = [Node(name=f"事業{key}", indicators=(build_indicator(key),)) for key in "123"]
    measures = (Node(name="施策", children=tuple(leaves[:2])), Node(name="施策", children=(leaves[2],)))
    plan = Plan(name="計画", nodes=(Node(name="方向", children=measures),))
    return save_new_plan(plan, municipality=Municipality.objects.create(code="132284", name="試験市"))


def order(row: PlanRow) -> list[str]:
    return [item.key for item in row.indicators.order_by("position")]


def test_the_tree_names_places_from_the_top(row: PlanRow) -> None:
    tree = load_tree(row)
    leaf = row.nodes.get(name="事業2")

    assert tree.render_path(leaf.pk) == "方向 ＞ 施策 ＞ 事業2"
    assert tree.render_path(None) == "計画"
    assert tree.is_alone(leaf.pk)
    assert tree.find_node(["方向", "施策", "事業2"]) == leaf


def test_names_that_lead_to_two_places_lead_nowhere(row: PlanRow) -> None:
    assert load_tree(row).find_node(["方向", "施策"]) is None


def test_an_indicator_put_elsewhere_is_counted_in_printed_order(row: PlanRow) -> None:
    tree = load_tree(row)
    first = next(item for group in tree.indicators.values() for item in group if item.key == "1")

    place_indicator(tree, first, row.nodes.get(name="事業3").pk, row.indicators.get(key="3").pk)

    assert order(row) == ["2", "3", "1"]
    assert row.indicators.get(key="1").node.name == "事業3"


def test_a_node_put_elsewhere_takes_what_is_below_it(row: PlanRow) -> None:
    tree = load_tree(row)
    moved, home = row.nodes.get(name="事業3"), row.nodes.get(name="事業1").parent_id

    place_node(tree, tree.nodes[moved.pk], home, row.nodes.get(name="事業1").pk)

    assert order(row) == ["1", "3", "2"]
    assert [node.name for node in load_tree(row).walk()] == [
        "方向",
        "施策",
        "事業1",
        "事業3",
        "事業2",
        "施策",
    ]
