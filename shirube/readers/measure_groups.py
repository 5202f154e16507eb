"""Several measures of each row beside one another, each with its goal and its actual.

    区分        施設数             延床面積（㎡）
                目標(R12)  実績    目標(R12)  実績
    学校教育系  28         31      152,000    168,450

Each is an indicator of its own; of one row that holds them all, all but the first would be lost. So are
words below years that say nothing else: 75歳未満 | 全年齢 below 2020年 and below 2019年.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.heading_parts import is_part_word
from shirube.readers.headings import find_heading_year, is_revision, match_heading
from shirube.readers.line_words import is_part, is_span, is_total
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.source import may_hold
from shirube.readers.standing_columns import find_year_part
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# What is said once of all measures of a row.
_TEXTS = frozenset((Role.STATUS, Role.ISSUE, Role.NOTE))
_FEWEST_YEARS = 2
_SUMS = frozenset(("全体", "総数"))
_NAME, _LEVEL = "指標名", "区分"
# When a figure was taken and the figure itself: 基準値, 目標値 and 最新値 over 年度 | 数値 are one measure.
_OF_ONE = frozenset(("年度", "年", "年次", "年月", "時点", "時期", "調査年", "調査年度", "値", "数値"))
# Of a year of a plan nobody knows which it is; it is no measure.
_NTH_YEAR = late_pattern(r"\s*(?:第?[\d０-９]{1,2}年[目次]|初年度)")


class _Measure(Struct, frozen=True):
    """A measure: its name, and for the headings below it (or above) the column that has them."""

    name: str
    columns: dict[tuple[str, ...], int]


def spread_measures(table: Table) -> tuple[Table, Finding] | None:
    """The table with a row for each measure, and that said; None for any other table."""
    measures = _find_measures(table)
    if len(measures) < 2:
        return None
    roles = find_roles(table.headings)
    name = next((place for place, role in roles.items() if role is Role.INDICATOR), None)
    name = _find_unheaded_names(table, measures) if name is None else name
    taken = {column for one in measures for column in one.columns.values()}
    others = [place for place in range(len(table.headings)) if place not in taken]
    if not may_hold(len(table.body) * len(measures), len(others) + len(measures[0].columns) + 1):
        return None
    if name in taken or (
        name is not None and not all(cell_text(table.grid, row, name) for row in table.body)
    ):
        return None
    first = min(taken)
    before, behind = ([place for place in others if (place < first) is left] for left in (True, False))
    spread = _Spread(table, roles, name, measures)
    headings = spread.head(before, behind)
    return replace_rows(table, headings, spread.write(before, behind)), _say(table, measures, first)


def _find_unheaded_names(table: Table, measures: Sequence[_Measure]) -> int | None:
    """The column without a heading before the measures that calls every row something else; else None."""
    first = min(column for one in measures for column in one.columns.values())
    headed = [place for place in range(first) if any(table.headings[place])]
    texts = [cell_text(table.grid, row, 0) for row in table.body]
    is_named = first == 1 and not headed and all(texts) and len(set(texts)) == len(texts)
    return 0 if is_named else None


def _find_measures(table: Table) -> list[_Measure]:
    found: dict[str, dict[tuple[str, ...], int]] = {}
    levels: set[int] = set()
    for place, headings in enumerate(table.headings):
        names = [level for level, text in enumerate(headings) if text and _is_name(text)]
        rest = tuple(text for text in headings if text and not _is_name(text))
        if len(names) != 1 or not rest or place in table.stated:
            continue
        levels.add(names[0])
        own = found.setdefault(headings[names[0]], {})
        if rest in own:
            return []
        own[rest] = place
    # 達成率 alone below a group, or 目標 above it, is no measure.
    whole = {name: own for name, own in found.items() if _has_pair(own)} or _find_yearly(table, found)
    kinds = {frozenset(own) for own in whole.values()}
    if len(levels) != 1 or len(kinds) != 1 or len(whole) < len(found):
        return []
    if any(map(_is_sum, whole)) and not _is_exceeded(table, whole):
        return []
    if any("".join(name.split()) in _OF_ONE or _NTH_YEAR.match(name) for name in whole):
        return []
    return [_Measure(name, own) for name, own in whole.items()]


def _find_yearly(
    table: Table, found: Mapping[str, dict[tuple[str, ...], int]]
) -> dict[str, dict[tuple[str, ...], int]]:
    """The measures of years, each below the same ones; none where they are parts or ranks of one figure."""
    kinds = {frozenset(own) for own in found.values()}
    if len(kinds) != 1 or any(len(own) < _FEWEST_YEARS for own in found.values()):
        return {}
    if any(len(rest) != 1 or not says_only_year(rest) for rest in next(iter(kinds))):
        return {}
    if any(is_part_word(name) or is_part(name) or name.endswith("順位") for name in found):
        return {}
    columns = [column for own in found.values() for column in own.values()]
    return dict(found) if all(_holds_figures(table, column) for column in columns) else {}


def _holds_figures(table: Table, column: int) -> bool:
    texts = [text for row in table.body if (text := cell_text(table.grid, row, column))]
    return sum(parse_reading(text).quantity is not None for text in texts) * 2 > len(texts)


def _is_name(text: str) -> bool:
    """True for words that say neither what figures are nor when they were taken: 延床面積（㎡）."""
    return not (match_heading(text) or find_heading_year(text) or is_revision(text) or find_year_part(text))


def _has_pair(columns: dict[tuple[str, ...], int]) -> bool:
    roles = {word.role for rest in columns for text in rest if (word := match_heading(text))}
    return not roles.isdisjoint(AIMS) and Role.ACTUAL in roles


def _is_sum(name: str) -> bool:
    """True for 計 beside its parts, and for 累計 beside 単年度: these are one measure."""
    return is_total(name) or is_span(name) or name in _SUMS


def _is_exceeded(table: Table, measures: dict[str, dict[tuple[str, ...], int]]) -> bool:
    """True for 合計 97.6 beside 現年 99.4 in most rows: a rate of all, and no sum."""
    sums = [name for name in measures if _is_sum(name)]
    if len(sums) != 1 or is_span(sums[0]):
        return False
    own = measures[sums[0]]
    above = [
        any(_is_above(table, row, columns[rest], own[rest]) for rest in own)
        for row in table.body
        for name, columns in measures.items()
        if name != sums[0]
    ]
    return sum(above) * 2 > len(above)


def _is_above(table: Table, row: int, column: int, whole: int) -> bool:
    part, total = (parse_reading(cell_text(table.grid, row, place)).quantity for place in (column, whole))
    return part is not None and total is not None and part.value > total.value


class _Spread:
    """Writes the rows of a table anew, one for each measure."""

    def __init__(
        self, table: Table, roles: Mapping[int, Role], name: int | None, measures: Sequence[_Measure]
    ) -> None:
        self.table, self.roles, self.name, self.measures = table, roles, name, measures
        self.taken = [column for one in measures for column in one.columns.values()]

    def head(self, before: Sequence[int], behind: Sequence[int]) -> list[tuple[str, ...]]:
        """The headings: those of the columns left and right, and of a measure between them."""
        depth = self.table.heading_rows
        blank = ("",) * (depth - 1)
        own = [] if self.name is not None else [(_NAME, *blank)]
        figures = [(*rest, *[""] * (depth - len(rest))) for rest in self.measures[0].columns]
        left = [self._head_left(place) for place in before]
        return [*left, *own, *figures, *(self.table.headings[place] for place in behind)]

    def _head_left(self, place: int) -> tuple[str, ...]:
        """The headings of a column left of the measures; words below none belong to the heading before."""
        headings = self.table.headings[place]
        goes_on = (
            self.name is None and place > 0 and not any(headings) and any(self.table.headings[place - 1])
        )
        texts = [cell_text(self.table.grid, row, place) for row in self.table.body]
        if not goes_on or not any(texts) or any(parse_reading(text).quantity for text in texts):
            return headings
        return (_LEVEL, *headings[1:])

    def write(self, before: Sequence[int], behind: Sequence[int]) -> list[Line]:
        """The rows of all measures, those of one row below one another; a line without figures stays one."""
        lines: list[Line] = []
        for row in self.table.body:
            has_figures = any(self.table.grid.rows[row][column] != "" for column in self.taken)
            for number, measure in enumerate(self.measures if has_figures else self.measures[:1]):
                left = [self._repeat(row, place, number, measure) for place in before]
                if self.name is None:
                    left.append(self._name_measure(row, before, measure) if has_figures else "")
                figures = [Cell(row, measure.columns[rest]) for rest in self.measures[0].columns]
                right = [self._repeat(row, place, number, measure) for place in behind]
                lines.append([*left, *figures, *right])
        return lines

    def _repeat(self, row: int, place: int, number: int, measure: _Measure) -> Cell | str:
        """A cell beside the measures, for each of them; texts stand once."""
        if place == self.name:
            text = cell_text(self.table.grid, row, place)
            return Cell(row, place, text if is_total(text) else f"{text} {measure.name}")
        return Cell(row, place) if number == 0 or self.roles.get(place) not in _TEXTS else ""

    def _name_measure(self, row: int, before: Sequence[int], measure: _Measure) -> Cell | str:
        """The measure as the name of its row; of a row of sums that word, so that it counts as one."""
        texts = [(place, cell_text(self.table.grid, row, place)) for place in before]
        total = next((place for place, text in texts if is_total(text)), None)
        if total is not None:
            return Cell(row, total)
        if _is_sum(measure.name):
            # Alone the word would make a sum of the row.
            return f"{next((text for _, text in texts if text), '')}（{measure.name}）"
        return measure.name


def _say(table: Table, measures: Sequence[_Measure], first: int) -> Finding:
    shown = "、".join(f"「{' '.join(one.name.split())}」" for one in measures[:5])
    shown += "など" if len(measures) > 5 else ""
    figures = "目標と実績" if _has_pair(measures[0].columns) else "年度ごとの値"
    return Finding(
        code="measures-spread",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, first),
        message=f"1行に並ぶ{shown}の{figures}を、それぞれ別の指標として読み取りました。",
        remedy=f"一つの指標であれば、{figures}の列を1組だけにしてください。",
    )
