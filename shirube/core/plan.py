"""A plan (計画): a tree with indicators at its leaves, the rule it is graded by, and its printed form."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.form import Form
from shirube.core.indicator import Indicator
from shirube.core.notation_words import DASHES
from shirube.core.reading import Missing
from shirube.core.scale import Scale


class Node(Struct, frozen=True, kw_only=True):
    """One node of the tree: 方向性, 個別施策, 実施事業, or whatever the plan calls its levels.

    ``labels`` are flags printed in 【】 beside the name (新規事業); ``page`` is the page of the plan booklet.
    """

    name: str
    labels: tuple[str, ...] = ()
    page: str = ""
    number: str = ""
    children: tuple[Node, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def is_new(self) -> bool:
        """True for an activity marked as new in this plan."""
        return any("新規" in label for label in self.labels)


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """A whole plan. ``levels`` are the plan's own names of its tree levels, from the top down.

    ``title`` is the heading line as printed, ``name`` the plan's name alone; ``period`` first and last
    fiscal year where the plan states them. ``bodies`` is the master list of implementing bodies.
    """

    title: str = ""
    name: str = ""
    municipality: str = ""
    document_number: str = ""
    period: tuple[FiscalYear, FiscalYear] | None = None
    levels: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    bodies: tuple[str, ...] = ()
    scale: Scale | None = None
    footnotes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    form: Form = Form()
    year_style: YearStyle = YearStyle.KANJI

    def __post_init__(self) -> None:
        keys = [indicator.key for indicator in self.indicators]
        if len(keys) != len(set(keys)):
            raise ValueError("the keys of a plan's indicators must be unique")

    @cached_property
    def rows(self) -> tuple[tuple[tuple[Node, ...], Indicator], ...]:
        """Every indicator with its path of nodes from the top, in printed order."""
        found: list[tuple[tuple[Node, ...], Indicator]] = []
        _collect_rows(self.nodes, (), found)
        return tuple(found)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator in printed order."""
        return tuple([indicator for _, indicator in self.rows])

    @cached_property
    def years(self) -> tuple[FiscalYear, ...]:
        """Every fiscal year with a target, an actual or a mark, ascending."""
        return tuple(sorted({year for indicator in self.indicators for year in indicator.years}))

    @property
    def current_year(self) -> FiscalYear | None:
        """The latest year with a figure or a mark reported; None where nothing has been reported yet."""
        reported = [
            item.year
            for indicator in self.indicators
            for item in indicator.actuals
            if not item.reading.is_missing
        ]
        reported += [
            item.year
            for indicator in self.indicators
            for item in indicator.published
            if item.mark and item.mark not in DASHES and not self._says_nothing_yet(item.mark)
        ]
        return max(reported, default=None)

    def _says_nothing_yet(self, mark: str) -> bool:
        """True for a code of cells that nobody has filled in yet (X：当該年度の実績値なし)."""
        code = self.scale.code(mark) if self.scale else None
        return code is not None and Missing.NOT_ENTERED in code.missing

    def count_nodes(self) -> tuple[int, ...]:
        """Number of nodes on each level, from the top down."""
        counts: list[int] = []
        layer = self.nodes
        while layer:
            counts.append(len(layer))
            layer = tuple(child for node in layer for child in node.children)
        return tuple(counts)


def render_indicator_name(path: tuple[Node, ...], indicator: Indicator) -> str:
    """How a message names an indicator: 「創業塾（参加者数）」, or whichever of the two names there is."""
    activity = path[-1].name if path else ""
    if activity and indicator.name:
        return f"{activity}（{indicator.name}）"
    return activity or indicator.name or indicator.key


def _collect_rows(
    nodes: tuple[Node, ...],
    above: tuple[Node, ...],
    found: list[tuple[tuple[Node, ...], Indicator]],
) -> None:
    """Adds what stands below, in printed order; a plan looks through its tree each time it is made."""
    for node in nodes:
        path = (*above, node)
        for indicator in node.indicators:
            found.append((path, indicator))
        if node.children:
            _collect_rows(node.children, path, found)
