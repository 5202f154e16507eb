"""The tree of a table with one row per indicator: blank and merged parents carried down.

The values of a row are read by indicator_builder.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Indicator
from shirube.core.notation_words import DASHES
from shirube.core.plan import Node
from shirube.readers.columns import NO_LEVEL
from shirube.readers.grid import Grid
from shirube.readers.indicator_builder import IndicatorBuilder
from shirube.readers.names import ActivityName, parse_activity
from shirube.readers.result import UnderstoodColumn
from shirube.readers.row_cells import RowCells
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What reports nothing: an empty cell, and a dash in its place.
_NOTHING = ("", None, *DASHES)


class DraftNode(Struct):
    """A node while its children are still being read; ``text`` is its cell as written.

    ``places`` are those of its own rows among the rows of the table.
    """

    text: str
    name: ActivityName
    children: list[DraftNode] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


class BuiltTree(Struct, frozen=True):
    """The tree of a table, the rows in which its indicators begin, and what was odd."""

    nodes: tuple[Node, ...]
    bodies: tuple[str, ...]
    rows: dict[str, int]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


def build_tree(table: Table, columns: Sequence[UnderstoodColumn]) -> BuiltTree:
    """The tree and its indicators. A row that cannot be placed is kept as a remark with a finding."""
    cells = RowCells(table.grid, columns, table.body)
    findings: list[Finding] = []
    drafts, remarks = _build_drafts(cells, findings)
    builder = IndicatorBuilder(cells, _find_last_reported(table.body, cells), findings)
    finisher = _Finisher(builder)
    nodes = tuple(finisher.finish(draft, str(number)) for number, draft in enumerate(drafts, 1))
    return BuiltTree(nodes, builder.bodies, finisher.rows, tuple(findings), tuple(remarks))


def _find_last_reported(body: Sequence[int], cells: RowCells) -> FiscalYear | None:
    """The latest year in which any row has an actual or a mark; later years have not come yet.

    A dash is neither: tables fill the years to come with them.
    """
    series = (*cells.yearly[Role.ACTUAL], *cells.yearly[Role.MARK])
    for year, column in sorted(series, reverse=True):
        if any(cells.grid.rows[row][column] not in _NOTHING for row in body):
            return year
    return None


def _build_drafts(cells: RowCells, findings: list[Finding]) -> tuple[list[DraftNode], list[str]]:
    root = DraftNode("", ActivityName(""))
    path: list[DraftNode] = []
    remarks: list[str] = []
    has_names = cells.first(Role.INDICATOR) is not None
    depth = len(cells.levels)
    rows = zip(cells.texts_of(cells.levels), cells.texts(Role.INDICATOR), cells.find_filled(), strict=True)
    for place, (texts, name, has_values) in enumerate(rows):
        if not has_values and not name:
            if not any(texts) or cells.begins_somewhere(place):
                _keep_as_remark(cells.grid, cells.rows[place], remarks, findings)
                continue
            # A line that only opens a group says nothing about the levels below it.
            texts = texts[: max(index for index, text in enumerate(texts) if text) + 1]  # noqa: PLW2901
        path = _step(root, path, texts, has_name_column=has_names, depth=depth)
        if has_values or name:
            (path[-1] if path else root).places.append(place)
    return ([root] if root.places else root.children), remarks


def _step(
    root: DraftNode, path: list[DraftNode], texts: Sequence[str], *, has_name_column: bool, depth: int
) -> list[DraftNode]:
    """The path after one more row: blank cells continue the nodes above, a filled one begins a new node.

    Some tables repeat a parent's name in each row instead of merging it. At the lowest level a repeated
    name is another activity, unless a column of its own names the indicators.
    """
    kept = 0
    for node, text in zip(path, texts, strict=False):
        if text and (not _is_same(text, node.text) or (kept == depth - 1 and not has_name_column)):
            break
        kept += 1
    steps = path[:kept]
    parent = steps[-1] if steps else root
    for place in range(kept, len(texts)):
        node = _start_node(texts[place], with_indicator=place == depth - 1 and not has_name_column)
        parent.children.append(node)
        steps.append(node)
        parent = node
    return steps


def _is_same(text: str, before: str) -> bool:
    """True for the name of the node above, also where it goes on over a page: １ しごと（続き）."""
    if text == before or ("続" not in text and "つづ" not in text):
        return text == before
    from shirube.readers.joined_tables import strip_continued

    return strip_continued(text) == "".join(before.split())


def _start_node(text: str, *, with_indicator: bool) -> DraftNode:
    name = parse_activity(text, with_indicator=with_indicator)
    if text == NO_LEVEL and not with_indicator:
        return DraftNode(text, ActivityName(""))
    return DraftNode(text, name if name.name else ActivityName(text))


class _Finisher:
    """Makes nodes of drafts, and remembers in which row each indicator begins."""

    def __init__(self, builder: IndicatorBuilder) -> None:
        self.rows: dict[str, int] = {}
        self._builder = builder
        self._lines = builder.cells.rows
        self._pages = builder.cells.texts(Role.PAGE)
        self._numbers = builder.cells.texts(Role.NUMBER)

    def finish(self, draft: DraftNode, key: str) -> Node:
        """A node with all below it; ``key`` is its place in the tree, 1.2.3."""
        places, name, page, number = draft.places, draft.name, draft.name.page, ""
        indicators: tuple[Indicator, ...] = ()
        children: list[Node] = []
        if places:
            number, page = self._numbers[places[0]], page or self._pages[places[0]]
            indicators = self._build_indicators(draft, key)
        if draft.children:
            # Children are numbered after the node's own indicators, so that no key occurs twice.
            first = len(places) + 1
            children = [self.finish(child, f"{key}.{at}") for at, child in enumerate(draft.children, first)]
        return Node(
            name=name.name,
            labels=name.labels,
            page=page,
            number=number,
            indicators=indicators,
            children=tuple(children),
        )

    def _build_indicators(self, draft: DraftNode, key: str) -> tuple[Indicator, ...]:
        places, name = draft.places, draft.name.indicator
        if len(places) == 1 and not draft.children:
            self.rows[key] = self._lines[places[0]]
            return (self._builder.build(places[0], key, name),)
        built = []
        for number, place in enumerate(places, 1):
            own = f"{key}.{number}"
            self.rows[own] = self._lines[place]
            built.append(self._builder.build(place, own, name))
        return tuple(built)


def _keep_as_remark(grid: Grid, row: int, remarks: list[str], findings: list[Finding]) -> None:
    text = " ".join(filter(None, (cell_text(grid, row, column) for column in range(grid.width))))
    if not text:
        return
    remarks.append(text)
    findings.append(
        Finding(
            code="row-not-placed",
            level=Level.ODD,
            place=grid.place(row, 0),
            message=f"どの指標の行か分からないため、表の外の記載として残しました：「{text[:40]}」",
            remedy="指標の行であれば、事業名または指標名を記入してください。",
        )
    )
