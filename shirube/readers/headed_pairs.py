"""Columns headed by two years or by two kinds of figures, with two figures in each cell.

    目標値（R8 / R13）   2001年度の目標（2010年度の目標）   現状(H30)→目標(R5)
    30件 / 50件          50%（75%）                         85%→95%

A slash between kinds says so only where the first is where it began: 基準値(R1)/目標値(R6). 目標/実績 below a
year is the matter of stacked_cells.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.chain_parts import ARROWS, has_arrow
from shirube.readers.headings import match_heading, match_lowest, strip_years
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.stacked_cells import is_nothing
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_BREAK = late_pattern(rf"(?<!\s)\s*[/／・、{ARROWS}\n]\s*")
_BRACKETED = late_pattern(r"([^()（）]+)[(（]([^()（）]+)[)）]")
# What stands between two years that are no period: R8 / R13, R8年度末・R13年度末, R8の目標（R13の目標）.
_BETWEEN_YEARS = late_pattern(r"[\s年度末)(目標値]*[/・、][\s年度末)(中間最終目標値]*")
_BRACKET = late_pattern(r"[\s年度末の目標値]*\(\s*")
# Two figures are no longer: a run of spaces is looked through again from each of them.
_LONGEST = 100
_PAIR = 2
# What is left around 目標 when the years are gone.
_AROUND = " /・、()年度末の"

_Headings = tuple[str, ...]


class _Pair(Struct, frozen=True):
    """The headings of the two columns that one becomes, what tells them apart, and the finding for it."""

    headings: tuple[_Headings, _Headings]
    names: tuple[str, str]
    code: str


def split_headed_pairs(table: Table) -> tuple[Table, tuple[Finding, ...]] | None:
    """The table with two columns for each such one, and that said; None where no cells hold two figures."""
    pairs = {
        place: pair
        for place in range(len(table.headings))
        if place not in table.stated
        if (pair := _find_years(table, place) or _find_kinds(table, place))
        if _holds_two(table, place)
    }
    if not pairs:
        return None
    headings: list[_Headings] = []
    for place, texts in enumerate(table.headings):
        headings += pairs[place].headings if place in pairs else (texts,)
    body = [_write_row(table, row, pairs) for row in table.body]
    said = {pair.code: _describe(table, place, pair) for place, pair in reversed(pairs.items())}
    return replace_rows(table, headings, body), tuple(said.values())


def _find_years(table: Table, place: int) -> _Pair | None:
    text = fold_width(next((text for text in reversed(table.headings[place]) if text), ""))
    mentions = list(find_fiscal_years(text))
    word = match_lowest(table.headings[place]) or match_heading(strip_years(text).strip(_AROUND))
    if len(mentions) != _PAIR or word is None or word.role not in FIGURES:
        return None
    first, second = mentions
    between = text[first.end : second.start]
    is_bracketed = _BRACKET.fullmatch(between) is not None and text.rstrip().endswith(("目標)", "目標値)"))
    if first.year == second.year or not (is_bracketed or _BETWEEN_YEARS.fullmatch(between)):
        return None
    role = Role.TARGET if word.role in AIMS else word.role
    one, two = (f"{mention.year.render()}{heading_word(role)}" for mention in mentions)
    return _Pair((lone_heading(table, one), lone_heading(table, two)), (one, two), "years-paired")


def _find_kinds(table: Table, place: int) -> _Pair | None:
    texts = table.headings[place]
    level = next((level for level in reversed(range(len(texts))) if texts[level]), 0)
    text = fold_width(texts[level]).strip() if texts else ""
    parts = _BREAK.split(text) if len(text) <= _LONGEST else []
    if len(parts) != _PAIR:
        return None
    first, second = map(_find_role, parts)
    begins = (Role.BASELINE, Role.ACTUAL) if has_arrow(text) else (Role.BASELINE,)
    if first not in begins or second not in AIMS:
        return None
    one, two = ((*texts[:level], part, *texts[level + 1 :]) for part in parts)
    return _Pair((one, two), (parts[0], parts[1]), "kinds-paired")


def _find_role(part: str) -> Role | None:
    word = match_heading(part) or match_heading(strip_years(part).strip(_AROUND))
    return word.role if word else None


def _holds_two(table: Table, place: int) -> bool:
    """True where every cell holds two figures, or says that there are none."""
    cells = (cell_text(table.grid, row, place) for row in table.body)
    filled = [text for text in cells if text and not is_nothing(text)]
    return bool(filled) and all(map(_split, filled))


def _split(text: str) -> Sequence[str]:
    """The two figures of a cell, of which each may be missing; none for any other cell."""
    bare = text.strip()
    parts: Sequence[str] = _BREAK.split(bare) if len(bare) <= _LONGEST else ()
    if len(parts) == 1 and (match := _BRACKETED.fullmatch(bare)):
        parts = [part.strip() for part in match.groups()]
    if len(parts) != _PAIR:
        return ()
    readings = [parse_reading(part) for part in parts]
    return parts if all(one.missing is not Missing.UNREADABLE and one.text for one in readings) else ()


def _write_row(table: Table, row: int, pairs: Mapping[int, _Pair]) -> Line:
    line: Line = []
    for place in range(len(table.headings)):
        if place not in pairs:
            line.append(Cell(row, place))
            continue
        text = cell_text(table.grid, row, place)
        # What says that there is nothing says so of both.
        line += [Cell(row, place, part) for part in _split(text) or (text, text)] if text else ["", ""]
    return line


def _describe(table: Table, place: int, pair: _Pair) -> Finding:
    first, second = pair.names
    return Finding(
        code=pair.code,
        level=Level.INFORMATION,
        place=table.grid.place(table.top, place),
        message=f"見出し1つに2つの値がある列のセルを、書かれた順に「{first}」と「{second}」に分けて読み取りました。",
        remedy="順番が違う場合は、2つの列に分けて記入してください。",
    )
