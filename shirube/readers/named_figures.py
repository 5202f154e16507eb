"""Names that go on with the figures of several years.

    就業率 H26年59.5→H31年60.0
    省エネ率 42%(平成22)→100%(平成32)
    耐震化率 H24年度 86.5%(基準値) H27年度 89.5%(現状値) H29年度 92%(目標値)
    町内の新規雇用者 平成31年度まで10人
    出生数 8,000人(累計)                          below 数値目標(H27~H31)

Two figures with an arrow between them are where things began and what is aimed at. Of others the word in
brackets behind each says what it is; those without one, between the two, are what was reached. One alone
that is to come by a year is what is aimed at, and so is one below a heading of goals. A column of texts in
which the same names stand with another figure says what was reached:

    評価指標（数値目標）  年度末の状況
    授業満足度80%以上     授業満足度83.5%
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width, parse_fiscal_year
from shirube.core.form import AIMS, Role
from shirube.core.notation import split_name_and_quantity
from shirube.core.pattern import late_pattern
from shirube.readers.chain_parts import ARROW
from shirube.readers.column_headings import find_roles
from shirube.readers.headings import find_heading_year, find_period_end, match_heading
from shirube.readers.line_words import parse_year_cell
from shirube.readers.number_columns import counts_names_beside
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_YEAR = r"(?:(?:平成|令和|昭和|[HRS]|20)\s?)?(?:\d{1,2}|元)\s?年度?末?"
# 9万人 and 5,000円 as well as ▲3,703; the 1 of H31年1月 is a month.
_FIGURE = r"(?:約|延べ)?[▲△-]?\s?\d[\d,.]*(?!\s?月)(?:\s?[^\s\d()→⇒の]{1,8})?"
_PART = late_pattern(
    rf"(?<!\S)(?P<year>{_YEAR})\s?[::]?\s?(?P<figure>{_FIGURE}|[^\s()→⇒]{{2,20}}(?=\s?\([^\d()]{{2,8}}\)))"
    r"(?:\s?\((?P<label>[^\d()]{2,8})\))?(?=\s|$)"
)
_BY_YEAR = late_pattern(
    r"(?P<name>.*\S)\s+(?P<year>(?:平成|令和|[HR]|20\d\d)\s?(?:\d{1,2}|元)?\s?年度?末?)\s?までに?\s?[::]?\s?"
    r"(?P<figure>(?:約|延べ)?\d[\d,.]*\s?[^\s\d()→⇒の、。]{1,8})",
    re.DOTALL,
)
# The year behind its figure; 平成16~20平均 is one of several.
_DATED = late_pattern(
    rf"(?P<figure>{_FIGURE}(?:[~～-]\d[\d,.]*[^\s\d()→⇒]{{0,8}})?|[^\s\d()→⇒]{{2,12}})\s?\((?P<year>{_YEAR}|(?:平成|令和|昭和|[HRS]|20)\s?\d{{1,2}})"
    r"(?P<rest>[~～-](?:[HRS]|20)?\d{1,2})?年?度?末?(?:の?(?:平均|実績|時点|目標))?\)"
)
_LONGEST = 300
_FEWEST_PARTS = 2


class _Figure(Struct, frozen=True):
    """A figure of a name: what it is, its year, and its text with that year behind it."""

    role: Role
    year: FiscalYear | None
    text: str


class _Named(Struct, frozen=True):
    name: str
    figures: Sequence[_Figure]


# A column of figures: what they are, and of which year where each year has its own.
_Kind = tuple[Role, FiscalYear | None]


def set_figures_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table with columns for the figures in its names, and that said; None where most names have none."""
    roles = find_roles(table.headings)
    named = [place for place, role in roles.items() if role is Role.INDICATOR and place not in table.stated]
    if not named:
        return None
    has_goals = any(role in AIMS for role in roles.values())
    # Below a heading over both the names stand right of their numbers.
    column = named[0] + counts_names_beside(table, named[0])
    cells = _list_names(table, column)
    found = {row: one for row, text in cells.items() if (one := _split(text))}
    if not found and not has_goals:
        column, cells, found = _split_below_goals(table, [column, *named[1:]])
    if not found or len(found) * 2 <= len(cells):
        return None
    kinds = _find_kinds(found.values())
    if has_goals and not any(len(one.figures) > 1 for one in found.values()):
        return None  # the goal has a column of its own
    reached = {} if has_goals or Role.ACTUAL in roles.values() else _find_reached(table, column, found)
    own = [lone_heading(table, _title(kind, has_goals=has_goals)) for kind in kinds]
    headings = [*table.headings[: column + 1], *own, *table.headings[column + 1 :]]
    body = [_write_row(table, row, column, found.get(row), kinds) for row in table.body]
    if reached:
        source = next(iter(reached.values()))[0]
        place = source + len(kinds)
        headings[place] = lone_heading(table, heading_word(Role.ACTUAL))
        for line, row in zip(body, table.body, strict=True):
            line[place] = Cell(row, source, reached[row][1]) if row in reached else line[place]
    return replace_rows(table, headings, body), _describe(table, next(iter(found)), column)


def _list_names(table: Table, column: int) -> dict[int, str]:
    return {row: text for row in table.body if (text := cell_text(table.grid, row, column))}


def _last_heading(table: Table, column: int) -> str:
    return next((text for text in reversed(table.headings[column]) if text), "")


def _find_reached(table: Table, column: int, found: Mapping[int, _Named]) -> dict[int, tuple[int, str]]:
    """The column behind the names where most cells repeat a name with a figure, and these figures by row."""
    for place in range(column + 1, table.grid.width):
        reached: dict[int, tuple[int, str]] = {}
        for row, named in found.items():
            text = cell_text(table.grid, row, place)
            if not text.startswith(named.name[:1]) or len(text) > _LONGEST:
                continue
            try:
                name, quantity = split_name_and_quantity(text)
            except ValueError:
                continue
            if "".join(name.split()) == "".join(named.name.split()):
                reached[row] = (place, quantity.raw)
        if len(reached) * 2 > len(found):
            return reached
    return {}


def _split(text: str) -> _Named | None:
    """The name and the figures of a cell; None where it does not say what they are."""
    if len(text) > _LONGEST:
        return None
    folded = fold_width(text)
    lines = ARROW.split(folded)
    if len(lines) == _FEWEST_PARTS and lines[1].endswith(")") and (named := _split_dated(text, *lines)):
        return named
    whole = " ".join(lines)
    matches = list(_PART.finditer(whole))
    if len(matches) < _FEWEST_PARTS:
        return _split_goal(text) if "まで" in text else None
    between = [whole[one.end() : two.start()] for one, two in pairwise(matches)]
    name = whole[: matches[0].start()].strip()
    if not name or any(map(str.strip, (*between, whole[matches[-1].end() :]))):
        return None
    roles = _find_roles([match["label"] or "" for match in matches], is_chained=len(lines) == len(matches))
    years = [parse_year_cell(match["year"]) for match in matches]
    if not roles or None in years:
        return None
    return _Named(
        text[: len(name)] if len(text) == len(folded) else name,
        [
            _Figure(role, year, f"{match['figure'].strip()}({match['year'].strip()})")
            for role, year, match in zip(roles, years, matches, strict=True)
            if year is not None
        ],
    )


def _split_below_goals(table: Table, columns: Sequence[int]) -> tuple[int, dict[int, str], dict[int, _Named]]:
    """The names and goals of 出生数 8,000人(累計) below 数値目標(H27~H31), with their column and its cells.

    Below any other heading there are none. 評価項目 may stand left of 評価指標(数値目標).
    """
    aims = [column for column in columns if "目標" in _last_heading(table, column)]
    column = (aims or columns)[0]
    cells = _list_names(table, column)
    headings = table.headings[column]
    year = find_heading_year(_last_heading(table, column)) or find_period_end(headings)
    if not aims:
        return column, cells, {}
    found: dict[int, _Named] = {}
    for row, text in cells.items():
        if "を" in text or "、" in text:
            continue  # what is done to something: 水使用量を、平成21年度に比べ7.0%削減する
        try:
            name, quantity = split_name_and_quantity(text)
        except ValueError:
            continue
        if quantity.unit:
            goal = f"{quantity.raw}({year.render()})" if year else quantity.raw
            found[row] = _Named(name, [_Figure(Role.TARGET, year, goal)])
    return column, cells, found


def _split_dated(text: str, before: str, after: str) -> _Named | None:
    """The name and both figures of 省エネ率 42%(平成22)→100%(平成32); None for anything else."""
    name, space, first = before.rpartition(" ")
    matches = [_DATED.fullmatch(first), _DATED.fullmatch(after)]
    years = [_find_last_year(match) for match in matches if match]
    if not space or not name.strip() or len(years) < _FEWEST_PARTS or None in years:
        return None
    figures = [
        _Figure(role, year, f"{match['figure'].strip()}({year.render()})")
        for role, match, year in zip((Role.BASELINE, Role.TARGET), matches, years, strict=True)
        if match and year
    ]
    name = name.strip()
    return _Named(text.strip()[: len(name)] if len(text) == len(fold_width(text)) else name, figures)


def _find_last_year(match: re.Match[str]) -> FiscalYear | None:
    year = parse_year_cell(match["year"])
    rest = (match["rest"] or "").lstrip("~～-")
    last = parse_fiscal_year(rest, year) if rest and year else year
    return last if year and last and last >= year else None


def _split_goal(text: str) -> _Named | None:
    """The name and the goal of 町内の新規雇用者 平成31年度まで10人; None for anything else."""
    bare = text.strip()
    folded = fold_width(bare)
    match = _BY_YEAR.fullmatch(folded)
    year = parse_year_cell(match["year"]) if match else None
    if match is None or year is None:
        return None
    name = bare[: match.end("name")] if len(bare) == len(folded) else match["name"]
    return _Named(name, [_Figure(Role.TARGET, year, f"{match['figure']}({match['year']})")])


def _find_roles(labels: Sequence[str], *, is_chained: bool) -> Sequence[Role]:
    """What the figures are by the words behind them, or by the arrow between two; else none."""
    if not any(labels):
        return (Role.BASELINE, Role.TARGET) if is_chained and len(labels) == _FEWEST_PARTS else ()
    words = [match_heading(label) if label else None for label in labels]
    roles = [word.role if word else Role.ACTUAL for word in words]
    if any(label and not word for label, word in zip(labels, words, strict=True)):
        return ()
    # 現状値 behind 基準値 is what was reached.
    began = roles.index(Role.BASELINE) if Role.BASELINE in roles else 0
    roles = [
        Role.ACTUAL if role is Role.BASELINE and place != began else role for place, role in enumerate(roles)
    ]
    is_known = all(role in (Role.BASELINE, Role.ACTUAL, *AIMS) for role in roles)
    return [Role.TARGET if role in AIMS else role for role in roles] if is_known else ()


def _find_kinds(found: Iterable[_Named]) -> list[_Kind]:
    kinds: dict[_Kind, None] = {}
    for named in found:
        kinds |= dict.fromkeys(map(_kind_of, named.figures))
    order = (Role.BASELINE, Role.ACTUAL, Role.TARGET)
    return sorted(kinds, key=lambda kind: (order.index(kind[0]), kind[1].start if kind[1] else 0))


def _kind_of(figure: _Figure) -> _Kind:
    return figure.role, figure.year if figure.role is Role.ACTUAL else None


def _title(kind: _Kind, *, has_goals: bool) -> str:
    role, year = kind
    if role is Role.TARGET and has_goals:
        role = Role.FINAL_TARGET
    return f"{year.render() if year else ''}{heading_word(role)}"


def _write_row(table: Table, row: int, column: int, named: _Named | None, kinds: Sequence[_Kind]) -> Line:
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    figures = {_kind_of(figure): figure.text for figure in named.figures} if named else {}
    own: Line = [Cell(row, column, figures[kind]) if kind in figures else "" for kind in kinds]
    name = Cell(row, column, named.name) if named else line[column]
    return [*line[:column], name, *own, *line[column + 1 :]]


def _describe(table: Table, row: int, column: int) -> Finding:
    return Finding(
        code="figures-in-names",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message="指標名の後に年度と値が続くため、基準値、実績値、目標値に分けて読み取りました。",
        remedy="違う場合は、値を指標名と別の列に記入してください。",
    )
