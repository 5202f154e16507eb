"""What of a plan's table is shown, as it stands in the address of the page: filters, years, folded groups.

An address can be kept and sent on; words in it that mean nothing are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from shirube.core.fiscal_year import FiscalYear, YearStyle, fold_width
from shirube.core.graded_plan import GradedRow
from shirube.core.tags import TagGroup, find_tags
from shirube.web.forms import parse_number

NO_MARK = "なし"
# More years than these would not fit on a screen; the others are one click away.
SHOWN_YEARS = 5
# Columns that can be left out, by their classes in the table.
COLUMNS = {"body": "実施主体", "base": "基準値", "t": "目標", "pace": "必要な伸び", "spark": "推移"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter:
    """What a person asked to see. Empty values ask for everything.

    ``at`` is the year whose grades, tags and changes are asked about, 0 for the current one.
    """

    body: str = ""
    mark: str = ""
    tag: str = ""
    text: str = ""
    node: str = ""
    change: str = ""
    at: int = 0
    years: frozenset[int] = frozenset()
    hidden: frozenset[str] = frozenset()
    folded: frozenset[int] = frozenset()

    @property
    def is_active(self) -> bool:
        """True when some rows may be left out."""
        return bool(self.body or self.mark or self.tag or self.text or self.node or self.change)

    def render_query(self, **changes: object) -> str:
        """The query of an address with some of it changed: 「?mark=C&fold=0」."""
        other = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [
            (name, value)
            for name in ("body", "mark", "tag", "text", "node", "change")
            if (value := getattr(other, name))
        ]
        pairs += [("at", str(other.at))] if other.at else []
        pairs += [("year", str(year)) for year in sorted(other.years)]
        pairs += [("hide", name) for name in COLUMNS if name in other.hidden]
        pairs += [("fold", str(place)) for place in sorted(other.folded)]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def render_fold(self, place: int) -> str:
        """The query with one group folded."""
        return self.render_query(folded=self.folded | {place})

    def render_unfold(self, place: int) -> str:
        """The query with one group open again."""
        return self.render_query(folded=self.folded - {place})


def parse_filter(query: QueryDict) -> PlanFilter:
    """The filter of an address."""
    return PlanFilter(
        body=query.get("body", "").strip(),
        mark=query.get("mark", "").strip(),
        tag=query.get("tag", "").strip(),
        text=query.get("text", "").strip()[:100],
        node=query.get("node", "").strip(),
        change=query.get("change", "") if query.get("change") in ("worse", "better") else "",
        at=next(iter(_parse_numbers([query.get("at", "")])), 0),
        years=frozenset(_parse_numbers(query.getlist("year"))),
        hidden=frozenset(query.getlist("hide")) & COLUMNS.keys(),
        folded=frozenset(_parse_numbers(query.getlist("fold"))),
    )


def _parse_numbers(texts: Iterable[str]) -> Iterable[int]:
    return (number for text in texts if (number := parse_number(text)) is not None)


def choose_years(
    wanted: PlanFilter, years: Sequence[FiscalYear], current: FiscalYear | None
) -> list[FiscalYear]:
    """The years whose columns are shown: those asked for, else all when few, else the latest ones."""
    chosen = [year for year in years if year.start in wanted.years]
    if chosen or len(years) <= SHOWN_YEARS:
        return chosen or list(years)
    past = [year for year in years if current and year <= current] or list(years)
    coming = [year for year in years if year not in past]
    return [*past[-(SHOWN_YEARS - len(coming[:1])) :], *coming[-1:]]


def render_years(years: Sequence[FiscalYear]) -> str:
    """R5、R6、R7."""
    return "、".join(year.render(YearStyle.LETTER) for year in years)


def find_shown(
    wanted: PlanFilter,
    rows: Sequence[GradedRow],
    year: FiscalYear | None,
    *,
    groups: Sequence[TagGroup] = (),
    moved: frozenset[str] = frozenset(),
) -> list[int]:
    """The places of the rows that are shown. Grades and tags are those of ``year``."""
    return [
        place
        for place, row in enumerate(rows)
        if _fits(wanted, row, year, groups) and (not wanted.change or row.indicator.key in moved)
    ]


def _fits(wanted: PlanFilter, row: GradedRow, year: FiscalYear | None, groups: Sequence[TagGroup]) -> bool:
    if wanted.body and wanted.body not in row.indicator.bodies:
        return False
    if wanted.node and wanted.node not in (node.name for node in row.path):
        return False
    if wanted.mark and year and (row.mark(year) or NO_MARK) != wanted.mark:
        return False
    if wanted.tag and not (year and _carries(row, year, wanted.tag, groups)):
        return False
    return not wanted.text or _fold(wanted.text) in _fold(_collect_text(row))


def _carries(row: GradedRow, year: FiscalYear, tag: str, groups: Sequence[TagGroup]) -> bool:
    tags = find_tags(row, year)
    group = next((item for item in groups if item.name == tag), None)
    return tag in tags or (group is not None and any(group.holds(one) for one in tags))


def _collect_text(row: GradedRow) -> str:
    indicator = row.indicator
    texts = [node.name for node in row.path]
    texts += [indicator.name, indicator.goal, *indicator.bodies, *(item.text for item in indicator.statuses)]
    return "\n".join(texts)


def _fold(text: str) -> str:
    return fold_width(text).casefold()
