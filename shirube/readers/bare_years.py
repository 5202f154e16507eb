"""Years in headings that are told elsewhere: 18 | 19 | 20 below 目標 or 平成, 前年度 beside 今年度.

They are written out before anything else is read, and that is said. Rows of years beside lines
(平成(年度) | 17 | 18) are the matter of year_rows.py.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import CIRCLED, FiscalYear, find_fiscal_years, fold_width, parse_fiscal_year
from shirube.core.pattern import late_pattern
from shirube.readers.document_dates import strip_document_dates
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.heading_rows import is_heading_cell
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import find_context, find_era, parse_bare_year, parse_year_cell
from shirube.readers.years_running_on import read_running_on

# Headings stand near the top; a table further down repeats what stands here.
_LOOKED_AT = 60
# 令和, 平成（年度）: an era and no more.
_LONGEST_ERA = 8
_ERA_NAMES = ("令和", "平成", "昭和")
_ERAS = frozenset(_ERA_NAMES)
_FIRST_YEARS = frozenset(("元", "元年", "元年度"))
# The last years of an era as tables count them, and the era that followed.
_LAST_YEARS = {"昭和": (63, 64), "平成": (30, 31)}
_ERA_AFTER = {"昭和": "平成", "平成": "令和"}
_FEWEST_YEARS = 3
_FEW_DIGITS = 2
# How far below headings the figures are looked at for a year with its era.
_NEAR_ROWS = 12
_KIND_OF_YEAR = late_pattern(r"(?P<number>\d{1,2})(?P<kind>(?:目標|実績|計画)値?)")
_NUMBER = late_pattern(r"(?<!\d)(?:(\d{1,2})|元)\s*年度")
# What may stand before such a year: nothing, or the kind of the figures (目標値24年度).
_NOT_WITHIN = (
    r"(?:(?<![\d.~一-鿿A-Za-z])|(?<=目標)|(?<=目標値)|(?<=実績)|(?<=実績値)"
    r"|(?<=基準値)|(?<=計画値)|(?<=記載))"
)
_BARE = late_pattern(_NOT_WITHIN + r"(?:0?[1-9]|[1-9]\d|元)\s*年度")
# Plans and their reports are younger than 昭和31年度, and 令和20年度 is far ahead.
_ONLY_HEISEI = late_pattern(_NOT_WITHIN + r"(2\d|3[01])\s*年度")
# So far from the year that the table is about, a number is no year of it.
_FURTHEST = 15
# A lone heading (28年度目標) stands nearer to the year of the title, between others that say what is below.
_NEAR = 5
_OTHERS = 2
# ①26年度目標値: what counts the columns of a formula is no digit of the year behind it.
_COUNTS = frozenset(CIRCLED)
# First letters of 前年度, 昨年度, 今年度 and of all other words for a year beside another.
_RELATIVE_SIGNS = frozenset("前昨今本当来次翌")


def write_out_bare_years(grid: Grid, near: FiscalYear | None = None) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid with the years of its headings written out, and what was said about them.

    ``near`` is a year that the file names before this grid: tables of a PDF do not hold the title above them.
    """
    rows: list[list[Raw]] | None = None
    context: FiscalYear | None = None
    found: list[tuple[int, int, str, FiscalYear]] = []
    for row in range(min(grid.height, _LOOKED_AT)):
        cells = grid.rows[row]
        years = (
            read_running_on(grid, row)
            or _read_numbers(grid, row, context)
            or (_read_below_era(grid, row) if row else {})
            or (_read_beside_eras(grid, row) if row else {})
            or _read_among_headings(grid, row, context or _find_title_era(grid, row))
            or _read_across_eras(grid, row)
            or _read_in_order(
                cells,
                context
                or find_context(filled_cells(cells))
                or near
                or _find_era(cells)
                or _find_era_below(grid, row),
            )
            or _read_relative_years(grid, row, context)
        )
        context = _find_next_context(filled_cells(cells), context)
        for column, (text, year) in years.items():
            rows = [list(line) for line in grid.rows] if rows is None else rows
            rows[row][column] = text
            found.append((row, column, str(cells[column]).strip(), year))
    if rows is None:
        return grid, ()
    written: dict[int, set[int]] = {}
    for row, column, *_ in found:
        written.setdefault(row, set()).add(column)
    _write_repeated(grid, rows, written)
    return replace(grid, rows=rows), (_say(grid, found),)


def _read_relative_years(
    grid: Grid, row: int, context: FiscalYear | None
) -> dict[int, tuple[str, FiscalYear]]:
    """前年度 beside 今年度 and the like; hardly any table has such words, and needs their module."""
    if not any(cell.strip()[:1] in _RELATIVE_SIGNS for cell in grid.texts[row]):
        return {}
    from shirube.readers.relative_years import read_relative_years

    return read_relative_years(grid, row, context)


def _write_repeated(grid: Grid, rows: list[list[Raw]], written: Mapping[int, set[int]]) -> None:
    """The same headings of tables further down in the same words; a row of nothing but numbers is none."""
    known = {
        tuple(grid.rows[row]): rows[row]
        for row, columns in written.items()
        if any(cell != "" and column not in columns for column, cell in enumerate(grid.rows[row]))
    }
    for row in range(_LOOKED_AT, grid.height if known else 0):
        if after := known.get(tuple(grid.rows[row])):
            rows[row] = list(after)


def _read_numbers(grid: Grid, row: int, context: FiscalYear | None) -> dict[int, tuple[str, FiscalYear]]:
    """18 | 19 | 20 | 18 | 19 | 20 directly below headings: nothing else stands in the row."""
    cells = grid.rows[row]
    if context is None or row == 0 or len(cells) - cells.count("") < 2:
        return {}
    numbers = {column: parse_bare_year(str(cell)) for column, cell in enumerate(cells) if cell != ""}
    known = {column: number for column, number in numbers.items() if number}
    # 計画-実績 behind the years heads a column of its own.
    others = [str(cells[column]) for column in numbers if column not in known]
    if len(known) <= len(others) or not _run_on(list(known.values())):
        return {}
    if not all(map(is_heading_cell, others)):
        return {}
    above = filled_cells(grid.rows[row - 1])
    # Below headings that name years themselves such a row holds figures.
    if sum(match_heading(text) is not None for text in above) < 2 or any(map(find_heading_year, above)):
        return {}
    years = {column: parse_fiscal_year(str(number), context) for column, number in known.items()}
    if any(abs(year.start - context.start) > _FURTHEST for year in years.values()):
        return {}
    return {column: (year.render(), year) for column, year in years.items()}


def _read_beside_eras(grid: Grid, row: int) -> dict[int, tuple[str, FiscalYear]]:
    """H22 | H25 | H27 | 31 below headings: a number among years whose era the others say."""
    texts = {column: str(cell).strip() for column, cell in enumerate(grid.rows[row]) if cell != ""}
    numbers = {
        column: text for column, text in texts.items() if text.isdecimal() and len(text) <= _FEW_DIGITS
    }
    if not numbers or len(texts) < _FEWEST_YEARS or len(numbers) * 2 > len(texts):
        return {}
    known = {column: parse_year_cell(text) for column, text in texts.items() if column not in numbers}
    years = [year for year in known.values() if year]
    above = filled_cells(grid.rows[row - 1])
    if len(years) != len(known) or sum(match_heading(text) is not None for text in above) < _OTHERS:
        return {}
    found = {column: parse_fiscal_year(text, max(years)) for column, text in numbers.items()}
    if any(abs(year.start - max(years).start) > _FURTHEST for year in found.values()):
        return {}
    return {column: (year.render(), year) for column, year in found.items()}


def _read_below_era(grid: Grid, row: int) -> dict[int, tuple[str, FiscalYear]]:
    """令和 above 2 | 3 | 4, beside other years and headings."""
    eras = {
        column: era
        for column, cell in enumerate(grid.rows[row - 1])
        if isinstance(cell, str) and len(cell) <= _LONGEST_ERA and cell.strip()[:2] in _ERAS
        if not any(find_fiscal_years(cell)) and (era := find_era(cell))
    }
    if not eras:
        return {}
    cells = grid.rows[row]
    found: dict[int, tuple[str, FiscalYear]] = {}
    for first, era in eras.items():
        numbers: list[int] = []
        for column in range(first, grid.width):
            text = str(cells[column]).strip()
            number = 1 if text in _FIRST_YEARS else parse_bare_year(text)
            if number is None or (column > first and grid.rows[row - 1][column] != ""):
                break
            numbers.append(number)
        if len(numbers) == 1 or (numbers and _run_on(numbers)):
            years = [era + (number - 1) for number in numbers]
            found |= {first + place: (year.render(), year) for place, year in enumerate(years)}
    others = [str(cell) for column, cell in enumerate(cells) if cell != "" and column not in found]
    return found if len(found) > 1 and all(map(is_heading_cell, others)) else {}


def _read_among_headings(
    grid: Grid, row: int, context: FiscalYear | None
) -> dict[int, tuple[str, FiscalYear]]:
    """指標 | 23 | 24 | 25 | 備考: years side by side that end at that of the title, between headings."""
    if context is None:
        return {}
    cells = grid.rows[row]
    numbers = {column: number for column, cell in enumerate(cells) if (number := parse_bare_year(str(cell)))}
    words = [str(cell) for column, cell in enumerate(cells) if cell != "" and column not in numbers]
    # 24目標 beside 21 | 22 | 23 | 24 says its year as they do.
    aims = {
        column: match for column, cell in enumerate(cells) if (match := _KIND_OF_YEAR.fullmatch(str(cell)))
    }
    columns = list(numbers)
    is_side_by_side = len(columns) > 1 and columns[-1] - columns[0] == len(columns) - 1
    if (
        not is_side_by_side
        or not _run_on(list(numbers.values()))
        or (sum(map(is_heading_cell, words)) + len(aims) < 2)
    ):
        return {}
    years = {column: parse_fiscal_year(str(number), context) for column, number in numbers.items()}
    if context not in years.values() or _has_years_above(grid, row, columns):
        return {}
    # Further years may stand in words: 総合計画記載31年度.
    others = _read_headings(cells, context)
    for column, match in aims.items():
        year = parse_fiscal_year(match["number"], context)
        others[column] = (f"{year.render()}{match['kind']}", year)
    return others | {column: (year.render(), year) for column, year in years.items()}


def _read_across_eras(grid: Grid, row: int) -> dict[int, tuple[str, FiscalYear]]:
    """指標 | 29 | 30 | 元 | 2 | 3: where one era follows another nobody needs to say which they are."""
    cells = grid.rows[row]
    first = next((column for column, cell in enumerate(cells) if str(cell).strip() in _FIRST_YEARS), None)
    if first is None:
        return {}
    new = _count_on(cells, first, 1)
    old = _count_on(cells, first - 1, -1)
    before = parse_bare_year(str(cells[first - 1])) if old else None
    era = next((name for name, last in _LAST_YEARS.items() if before in last), None)
    if era is None or len(old) + len(new) < _FEWEST_YEARS:
        return {}
    start = parse_fiscal_year(f"{_ERA_AFTER[era]}元年度")
    found = {first + place: start + place for place in range(len(new))}
    found |= {first - 1 - place: start - 1 - place for place in range(len(old))}
    words = [str(cell) for column, cell in enumerate(cells) if cell != "" and column not in found]
    if sum(map(is_heading_cell, words)) < 2 or _has_years_above(grid, row, sorted(found)):
        return {}
    return {column: (year.render(), year) for column, year in found.items()}


def _count_on(cells: Sequence[Raw], column: int, step: int) -> list[int]:
    """The numbers from a cell on that each are one more, or to the left one less, than that before."""
    numbers: list[int] = []
    while 0 <= column < len(cells):
        text = str(cells[column]).strip()
        number = 1 if text in _FIRST_YEARS else parse_bare_year(text)
        if number is None or (numbers and number != numbers[-1] + step):
            break
        numbers.append(number)
        column += step
    return numbers


def _has_years_above(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """True where columns have their years already: 目標値 | 5 | 6 | 7 below R5 | R6 | R7 are figures."""
    return any(
        sum(find_heading_year(str(line[column])) is not None for column in columns) > 1
        for line in grid.rows[:row]
    )


def _run_on(numbers: Sequence[int]) -> bool:
    """True for years that follow one another, once or several times: 18 19 20 18 19 20."""
    first = numbers[0]
    length = next((place for place, number in enumerate(numbers[1:], 1) if number == first), len(numbers))
    run = numbers[:length]
    steps = all(later == sooner + 1 for sooner, later in itertools.pairwise(run))
    return (
        length > 1 and steps and all(numbers[place] == run[place % length] for place in range(len(numbers)))
    )


def _read_headings(cells: Sequence[Raw], context: FiscalYear | None) -> dict[int, tuple[str, FiscalYear]]:
    """18年度目標 | 18年度実績, in a row of headings."""
    if context is None:
        return {}
    found: dict[int, tuple[str, FiscalYear]] = {}
    for column, cell in enumerate(cells):
        is_short = isinstance(cell, str) and "年" in cell and len(cell) <= 20
        count = str(cell)[:1] if is_short and str(cell)[0] in _COUNTS else ""
        if is_short and _find_bare(folded := fold_width(str(cell)[len(count) :])):
            mentions = list(find_fiscal_years(folded, context))
            if len(mentions) == 1 and not list(find_fiscal_years(folded)):
                (mention,) = mentions
                text = f"{count}{folded[: mention.start]}{mention.year.render()}{folded[mention.end :]}"
                if is_heading_cell(text):
                    found[column] = (text, mention.year)
    return found if len(found) > 1 or _is_heading_of_this_year(cells, found, context) else {}


def _find_bare(folded: str) -> re.Match[str] | None:
    """A year without its era; none in 令和5年度目標 and the like, which are most of those that are asked."""
    if "年度" not in folded:
        return None
    before = folded.partition("年")[0]
    name = before.rstrip("0123456789")
    is_usual = name != before and name.endswith(_ERA_NAMES) and folded.count("年") == 1
    return None if is_usual else _BARE.search(folded)


def _read_in_order(cells: Sequence[Raw], context: FiscalYear | None) -> dict[int, tuple[str, FiscalYear]]:
    """15年度 | 21年度 | 26年度 run through one era, and not 令和15年度 | 平成21年度 on a page of 令和5年."""
    found = _read_headings(cells, context)
    numbers = [
        int(match.group(1) or 1)
        for column in found
        if (match := _NUMBER.search(fold_width(str(cells[column]))))
    ]
    years = [year for _, year in found.values()]
    if len(numbers) < len(years) or numbers != sorted(numbers) or years == sorted(years):
        return found
    return _read_headings(cells, parse_fiscal_year(f"平成{numbers[0]}年度")) if _find_era(cells) else {}


def _find_next_context(texts: list[str], context: FiscalYear | None) -> FiscalYear | None:
    """The year that a row names, else that of the rows above; when a page was changed says least."""
    told = find_context([stripped for text in texts if (stripped := strip_document_dates(text))])
    return told or context or find_context(texts)


def _is_heading_of_this_year(
    cells: Sequence[Raw], found: dict[int, tuple[str, FiscalYear]], context: FiscalYear
) -> bool:
    """28年度目標 alone among headings, below a title that names 平成28年度 or a year near to it."""
    years = [year for _, year in found.values()]
    if not years or abs(years[0].start - context.start) > _NEAR:
        return False
    others = [str(cell) for column, cell in enumerate(cells) if cell != "" and column not in found]
    # 項目 | 27年度: of the very year that the title names a single one says enough.
    return sum(map(is_heading_cell, others)) >= (1 if years == [context] else _OTHERS)


def _find_title_era(grid: Grid, row: int) -> FiscalYear | None:
    """平成 for 21 | 22 | 23 | 24 below a title that names 24年度, and no row between them another year."""
    cells = grid.rows[row]
    if sum(parse_bare_year(str(cell)) is not None for cell in cells) < 2:
        return None
    titles = (filled_cells(line) for line in grid.rows[:row] if count_filled(line) == 1)
    return next((era for title in titles if (era := _find_era(title))), None)


def _find_era_below(grid: Grid, row: int) -> FiscalYear | None:
    """The latest year that the cells below headings of bare years name: 2008年度末で50万点 below 14年度実績.

    None where something would have been reached after it.
    """
    bare = [
        match.group()
        for cell in grid.rows[row]
        if isinstance(cell, str) and "年度" in cell and (match := _find_bare(fold_width(cell)))
    ]
    if len(bare) < 2:
        return None
    lines = grid.rows[row + 1 : row + 1 + _NEAR_ROWS]
    told = find_context([cell for line in lines for cell in line if isinstance(cell, str)])
    if told is None or any(parse_fiscal_year(text, told) > told for text in bare):
        return None
    return told


def _find_era(cells: Sequence[Raw]) -> FiscalYear | None:
    """平成 for 25年度 | 26年度 where nobody names an era: no other has or soon will have such years.

    元年度 | 2年度 | 3年度 are of 令和: no plan of today is of the first years of 平成.
    """
    numbers = [
        int(match.group(1))
        for cell in cells
        if isinstance(cell, str) and "年度" in cell and (match := _ONLY_HEISEI.search(fold_width(cell)))
    ]
    if not numbers and _count_first_years(cells) >= _FEWEST_YEARS:
        return parse_fiscal_year("令和元年度")
    return parse_fiscal_year(f"平成{max(numbers)}年度") if numbers else None


def _count_first_years(cells: Sequence[Raw]) -> int:
    """How many years run on from 元年度, one in each cell; 0 for a row that does not begin an era."""
    texts = [fold_width(cell).strip() for cell in cells if isinstance(cell, str)]
    if "元年度" not in texts:
        return 0
    run = texts[texts.index("元年度") :]
    return (
        sum(1 for _ in itertools.takewhile(lambda pair: pair[1] == f"{pair[0]}年度", enumerate(run[1:], 2)))
        + 1
    )


def _say(grid: Grid, found: Sequence[tuple[int, int, str, FiscalYear]]) -> Finding:
    row, column, _, _ = found[0]
    pairs = dict.fromkeys(f"「{text}」は{year.render()}" for _, _, text, year in found)
    shown = "、".join(list(pairs)[:4]) + ("など" if len(pairs) > 4 else "")
    return Finding(
        code="years-written-out",
        level=Level.INFORMATION,
        place=grid.place(row, column),
        message=f"見出しの年度が略して書かれているため、表題などの年度から判断しました（{shown}）。",
        remedy="違う場合は、見出しに「平成18年度」のように年度を記入してください。",
    )
