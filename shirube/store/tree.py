"""The order of a plan's nodes and indicators as rows, and putting one of them somewhere else.

``IndicatorRow.position`` is the place in the printed order of the whole plan, ``NodeRow.position`` the place
among the children of the same parent. Whether something may be moved belongs to the actions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from shirube.store.plans import IndicatorRow, NodeRow, PlanRow


@dataclass(frozen=True)
class Tree:
    """All nodes and indicators of one plan, by their parents, in printed order."""

    plan: PlanRow
    nodes: dict[int, NodeRow] = field(default_factory=dict)
    children: dict[int | None, list[NodeRow]] = field(default_factory=lambda: defaultdict(list))
    indicators: dict[int, list[IndicatorRow]] = field(default_factory=lambda: defaultdict(list))

    def path(self, node: int) -> tuple[NodeRow, ...]:
        """The nodes from the top down to this one."""
        found = [self.nodes[node]]
        while (above := found[0].parent_id) is not None:
            found.insert(0, self.nodes[above])
        return tuple(found)

    def render_path(self, node: int | None) -> str:
        """「方向性 ＞ 施策」; the name of the plan for the top of the tree."""
        names = [item.name for item in self.path(node)] if node is not None else [self.plan.name]
        return " ＞ ".join(name for name in names if name)

    def walk(self) -> Iterator[NodeRow]:
        """Every node in printed order."""
        yield from self._walk(None)

    def _walk(self, parent: int | None) -> Iterator[NodeRow]:
        for node in self.children.get(parent, ()):
            yield node
            yield from self._walk(node.pk)

    def is_alone(self, node: int) -> bool:
        """Whether a node holds one indicator and nothing else: then it is what the indicator measures."""
        return len(self.indicators.get(node, ())) == 1 and not self.children.get(node)

    def find_node(self, names: list[str]) -> NodeRow | None:
        """The node to which these names lead from the top; None where there is none, or more than one."""
        found = [node for node in self.nodes.values() if [item.name for item in self.path(node.pk)] == names]
        return found[0] if len(found) == 1 else None


def load_tree(plan: PlanRow) -> Tree:
    """The tree of a plan: two statements."""
    tree = Tree(plan)
    for node in NodeRow.objects.of(plan.municipality_id).filter(plan=plan).order_by("position", "pk"):
        tree.nodes[node.pk] = node
        tree.children[node.parent_id].append(node)
    for row in IndicatorRow.objects.of(plan.municipality_id).filter(plan=plan).order_by("position", "pk"):
        tree.indicators[row.node_id].append(row)
    return tree


def place_indicator(tree: Tree, row: IndicatorRow, node: int, after: int | None) -> None:
    """Puts an indicator into a node, behind another one there (None: before all of them); new ones too."""
    for group in tree.indicators.values():
        group[:] = [item for item in group if item.pk != row.pk]
    group = tree.indicators[node]
    row.node_id = node
    group.insert(_find_place([item.pk for item in group], after), row)
    _renumber_indicators(tree)


def place_node(tree: Tree, node: NodeRow, parent: int | None, after: int | None) -> None:
    """Puts a node with all below it under another parent, behind a node there (None: before all of them)."""
    tree.children[node.parent_id] = [item for item in tree.children[node.parent_id] if item.pk != node.pk]
    node.parent_id = parent
    group = tree.children[parent]
    group.insert(_find_place([item.pk for item in group], after), node)
    for position, item in enumerate(group):
        item.position = position
    NodeRow.objects.of(tree.plan.municipality_id).bulk_update(group, ["parent", "position"])
    _renumber_indicators(tree)


def _find_place(group: list[int], after: int | None) -> int:
    return group.index(after) + 1 if after in group else 0


def _renumber_indicators(tree: Tree) -> None:
    """Positions in printed order again. All are written: which of them changed is not worth a comparison."""
    rows = [row for node in tree.walk() for row in tree.indicators.get(node.pk, ())]
    for position, row in enumerate(rows):
        row.position = position
    objects = IndicatorRow.objects.of(tree.plan.municipality_id)
    objects.bulk_update([row for row in rows if row.pk], ["node", "position"])
