"""Where the body of a table ends: before its legend, its footnotes, and the lines behind a gap.

Below which headings it begins is told by heading_blocks.py; what those lines say by surroundings.py and
legend.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.alike_rows import is_alike
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import GridLines, count_filled, filled_cells, is_blank, text_of
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.legend import (
    is_legend_across,
    is_legend_entry,
    is_legend_heading,
    is_mark,
    parse_inline_legend,
)
from shirube.readers.name_units import find_name_unit, match_unit_line

_FEWEST_HEADINGS = 3
# So many lines stand before a heading that is repeated: a title, a blank one.
MOST_LINES_BEFORE = 4
# A line that heads the rows below it is no sentence.
_LONGEST_LINE = 40
# 予算 and 決算額 beside their amounts.
_MONEY = ("予算", "決算")
# How a line begins that stands alone under a table and speaks of it.
_FOOTNOTES = (
    "※",
    "注",
    "(注",
    "（注",
    "＊",
    "*",
    "(※",
    "（※",
    "出典:",
    "出典：",
    "資料:",
    "資料：",
    "備考:",
    "備考：",
)
# What stands for them where the words are in the next cell.
_NOTE_LABELS = frozenset(("備考", "注", "注記", "出典", "資料"))
# So many rows of another part of the form may be left below the last row of a table.
_MOST_BEHIND = 12
# A number may be left out where an indicator was dropped.
_LARGEST_STEP = 5
# Between two numbers stand as many rows of the first, and lines, at most.
_MOST_BETWEEN = 100
# So many lines of one cell may stand between headings and the first row.
_MOST_LINES_FIRST = 5
# Of a table of other things: 産業中分類 | 従業者数 | 付加価値額, below a line or two.
_CLASSES = late_pattern(r"[^\d。、]{0,8}(?:分類|区分|種別|種類|地区|地域|施設|品目|業種|樹種|路線|名称?|名)")
_MOST_LINES = 3
# Over a table of how many have each mark.
_JUDGED = late_pattern(r".{0,6}(?:評価|判定|区分|ランク|達成状況|達成度|進捗状況|進捗度)(?:区分|結果)?")
_COUNTS = late_pattern(r"(?:指標|項目|事業|施策|取組|該当)?(?:の?件数|数)(?:[(（].{1,3}[)）])?")
_SUM = late_pattern(r"^合?計\s*+\(?\s*+([A-Z])(?:\s*+\+\s*+[A-Z])++\s*+\)?$")
_SECTION = late_pattern(r"(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[).、 ])(?=\D)")


def find_body_end(lines: GridLines, start: int, end: int, heading: tuple[str, ...]) -> int:
    """The first row that no longer belongs to the body: a legend, a footnote, or lines after a gap.

    After a gap the ``heading``, repeated below a line or two that name what follows, goes on with the body.
    """
    grid = lines.grid
    judged = start
    for index in range(start, end):
        if index < judged or not lines.sparse[index]:
            continue
        cells = filled_cells(grid.rows[index])
        if not cells:
            following = next((row for row in range(index, end) if not lines.is_blank(row)), None)
            if following is None:
                return index
            goes_on = _continues_body(grid, following, start) or _is_alike(grid, start, following)
            if not goes_on and not _leads_to(lines, range(following, end), start, heading):
                return index
            judged = following  # of thousands of blank rows the first tells for all
        elif _ends_body(grid, index, start, end, heading):
            return index
    return end


def _ends_body(grid: Grid, row: int, start: int, end: int, heading: tuple[str, ...]) -> bool:
    """True for a line of a legend or a note, and for the one above the headings of another table."""
    cells = filled_cells(grid.rows[row])
    if len(cells) == 1 and row + 1 < end and _heads_amounts(grid, row + 1) and may_lead(cells):
        return True
    if row + 1 < end and _heads_counts(cells, filled_cells(grid.rows[row + 1])):
        return True
    if is_footnote(cells) and _leads_to_first(grid, row, start, end):
        return False
    if len(cells) == 1 and may_lead(cells) and _leads_to_words(grid, row, start, end):
        return True
    return (
        _stands_below(cells)
        and tuple(map(text_of, grid.rows[row])) != heading
        and not _counts_on(grid, row, start)
        and not _speaks_of_row_above(grid, row, start, end)
    )


def _leads_to_first(grid: Grid, row: int, start: int, end: int) -> bool:
    """True for 「(※以下は努力目標)」 below the headings, with lines of one cell before the first row."""
    if row - start >= _MOST_LINES_FIRST or row + 1 >= end:
        return False
    before = (count_filled(grid.rows[index]) for index in range(start, row))
    after = next((count for index in range(row + 1, end) if (count := count_filled(grid.rows[index]))), 0)
    return all(count < 2 for count in before) and after > 2


def _speaks_of_row_above(grid: Grid, row: int, start: int, end: int) -> bool:
    """True for 「(注:雑誌を除く)」 between two rows of figures: it speaks of the one above only."""
    if row == start or row + 1 >= end:
        return False
    if tells_of_row_above(grid, row, start):
        return True
    if not is_footnote(filled_cells(grid.rows[row])):
        return False
    # ※速報値 without brackets may speak of the rows below it.
    if filled_cells(grid.rows[row])[0][0] not in "(（":
        return False
    # 4. 提供 may head the rows that go on.
    leads = row + 2 < end and may_lead(filled_cells(grid.rows[row + 1]))
    after = row + 2 if leads else row + 1
    return _is_alike(grid, row - 1, after) and _is_alike(grid, after, row - 1)


def tells_of_row_above(grid: Grid, row: int, start: int) -> bool:
    """True for 「指標の定義｜年間の延べ件数とする。」 between two rows of figures: a label and a sentence.

    ``start`` is the first row of the body.
    """
    if not start < row < grid.height - 1 or not _is_said_of_all(filled_cells(grid.rows[row])):
        return False
    return _is_alike(grid, row - 1, row + 1) and _is_alike(grid, row + 1, row - 1)


def _heads_amounts(grid: Grid, row: int) -> bool:
    """True for 収入科目 | 金額(千円) | 支出科目 | 金額(千円): words with their units, and no figure."""
    cells = filled_cells(grid.rows[row])
    if len(cells) < _FEWEST_HEADINGS or not any(cell[-1] in ")）" for cell in cells[1:]):
        return False
    return any(map(_names_unit, cells[1:])) and all(parse_reading(cell).quantity is None for cell in cells)


def _leads_to_words(grid: Grid, row: int, start: int, end: int) -> bool:
    """True above 産業分類 | 従業者数 | 付加価値額, where figures stand above these words and below."""
    at = next((at for at in range(row + 1, min(end, row + _MOST_LINES)) if _count(grid, at) != 1), end)
    if row == start or at + 1 >= end or _count(grid, at) < _FEWEST_HEADINGS:
        return False
    words = {place: text for place, cell in enumerate(grid.rows[at]) if (text := text_of(cell).strip())}
    first, *others = words
    if not _CLASSES.fullmatch(words[first]) or len(set(words.values())) < len(words):
        return False
    # Headings that begin a table of their own are found as such.
    is_known = any(match_heading(words[place]) or find_heading_year(words[place]) for place in others)
    if is_known or any(parse_reading(text).missing is not Missing.UNREADABLE for text in words.values()):
        return False
    shared = [place for place in others if _has_figure(grid, start, place)]
    return len(shared) > 1 and all(_has_figure(grid, at + 1, place) for place in shared)


def _count(grid: Grid, row: int) -> int:
    return len(filled_cells(grid.rows[row]))


def _has_figure(grid: Grid, row: int, column: int) -> bool:
    return parse_reading(text_of(grid.rows[row][column])).quantity is not None


def _names_unit(text: str) -> bool:
    """True for a word with its unit in brackets behind it; a unit alone says nothing."""
    unit = find_name_unit(text)
    return bool(unit) and len(unit) + 2 < len(text) and text[-1] in ")）"


def _counts_on(grid: Grid, row: int, start: int) -> bool:
    """True for a row whose number follows the number above it, whatever else is blank: 2｜参加者数.

    Marks that are numbers stand in a legend from the best down. Rows of one number may stand between, and
    lines that head a group. Where a row has more cells than a legend, numbers may be left out.
    """
    column = next((place for place, cell in enumerate(grid.rows[row]) if text_of(cell).strip()), 0)
    before_row = range(row - 1, max(start, row - _MOST_BETWEEN) - 1, -1)
    above = next((line for line in before_row if _may_count(grid, line, column)), None)
    rows = [above, row, row + 1] if row + 1 < grid.height else [above, row]
    texts = ["0" if line is None else text_of(grid.rows[line][column]).strip() for line in rows]
    before, own, *after = map(_parse_count, texts)
    if before is None or own is None:
        return False
    most = _LARGEST_STEP if len(filled_cells(grid.rows[row])) >= _FEWEST_HEADINGS else 1
    if not before < own <= before + most:
        return False
    return not any(count is not None and count < own for count in after)


def _may_count(grid: Grid, row: int, column: int) -> bool:
    """False where nothing stands in the column, and for a line of words that fills this cell alone."""
    text = text_of(grid.rows[row][column]).strip()
    return bool(text) and (text.isdecimal() or len(filled_cells(grid.rows[row])) > 1)


def _parse_count(text: str) -> int | None:
    """The number of a row; no table has more rows than fit into six digits."""
    return int(text) if text.isdecimal() and len(text) <= 6 else None


def leave_legend_out(grid: Grid, start: int, end: int) -> int:
    """The end of the body before a note, or a legend: marks above their bands, a line for each."""
    at = end
    while at > start and (is_blank(grid.rows[at - 1]) or _ends_at(grid, at, end)):
        at -= 1
    if any(not is_blank(grid.rows[row]) for row in range(at, end)):
        return at
    filled = [row for row in range(max(start, end - 4), end) if not is_blank(grid.rows[row])][-2:]
    if len(filled) == 2 and is_legend_across(*(filled_cells(grid.rows[row]) for row in filled)):
        return filled[0]
    return end


def leave_sum_out(grid: Grid, start: int, end: int) -> int:
    """The end of the body before 全体事業費｜合計(A+B+C)｜104百万円｜A｜104百万円: a sum and its parts."""
    for row in range(max(start + 1, end - _MOST_BEHIND), end):
        cells = filled_cells(grid.rows[row])
        place, match = next(
            (
                (at, found)
                for at, cell in enumerate(cells[1:4], 1)
                if (found := _SUM.search(fold_width(cell)))
            ),
            (0, None),
        )
        if match and match[1] in map(fold_width, cells[place + 1 :]):
            return row
    return end


def leave_section_out(grid: Grid, top: int, start: int, end: int) -> int:
    """The end of the body before 「2 実施した事業」, below a table that stands in 「1 目標の達成状況」.

    Rows with figures below such a line go on with the table: then it heads a group of them.
    """
    above = filled_cells(grid.rows[top - 1]) if top > 0 else []
    own = _find_section(above)
    if own is None:
        return end
    nested, number = own
    for index in range(start + 1, end):
        if _find_section(filled_cells(grid.rows[index])) == (nested, number + 1):
            if grid.rows[top] in grid.rows[index + 1 : index + 1 + MOST_LINES_BEFORE]:
                return end  # the same headings again: one table in several sections
            rows = (filled_cells(grid.rows[row])[1:] for row in range(index, end))
            has_figures = any(parse_reading(text).quantity is not None for cells in rows for text in cells)
            goes_on = has_figures or (index + 1 < end and _has_named_figures(grid, start, index + 1))
            return end if goes_on else index
    return end


def _has_named_figures(grid: Grid, model: int, row: int) -> bool:
    """True for 紹介率 54.1% | 紹介率 50.0% below 開設数 14外来 | 開設数 16外来: figures with their names."""
    pairs = zip(grid.rows[model], grid.rows[row], strict=True)
    return (
        sum(
            any(map(str.isdigit, text_of(one))) and any(map(str.isdigit, text_of(other)))
            for one, other in pairs
        )
        > 1
    )


def _find_section(cells: Sequence[str]) -> tuple[str, int] | None:
    """The number of a line that fills one cell, and what sets it off: 2 for 「2 実施した事業」."""
    match = _SECTION.match(fold_width(cells[0]).strip()) if len(cells) == 1 else None
    return (f"{match['open']}{match['close'].strip()}", int(match["number"])) if match else None


def _ends_at(grid: Grid, at: int, end: int) -> bool:
    """True for a row above ``at`` that no row follows, and for 「(3) 成果に係る目標」 above a sentence."""
    cells = filled_cells(grid.rows[at - 1])
    if _stands_at_end(cells) or (len(cells) == 1 and cells[0].endswith("。")):
        return True
    is_told = at < end and any(text.endswith("。") for text in filled_cells(grid.rows[at])[:1])
    return is_told and _find_section(cells) is not None


def _stands_at_end(cells: Sequence[str]) -> bool:
    return _is_entry_alone(cells) or _is_labelled_note(cells)


def _is_labelled_note(cells: Sequence[str]) -> bool:
    """True for 「(備考)｜職業安定局の調べによる」 behind the last row: what is said of all, and no figure."""
    if len(cells) != 2 or cells[0].strip("()（）【】[] 　") not in _NOTE_LABELS:
        return False
    return parse_reading(cells[1]).quantity is None


def _is_entry_alone(cells: Sequence[str]) -> bool:
    """True for 「A…100%以上」 in a cell of its own, behind which no row of the table follows."""
    return len(cells) == 1 and len(cells[0]) > 1 and bool(parse_inline_legend(cells[0]))


def _stands_below(cells: Sequence[str]) -> bool:
    """True for a line of a legend, of several entries in one cell too, and for a footnote."""
    if is_legend_heading(cells) or is_legend_entry(cells) or is_footnote(cells) or _is_said_of_all(cells):
        return True
    return len(cells) == 1 and (
        len(parse_inline_legend(cells[0])) > 1 or match_unit_line(cells[0]) is not None
    )


def _heads_counts(cells: Sequence[str], below: Sequence[str]) -> bool:
    """True for 評価 | 件数 | 割合 over A | 12 | 60.0%: how many rows above have each mark."""
    return (
        len(cells) > 1
        and _COUNTS.fullmatch("".join(cells[1].split())) is not None
        and _JUDGED.fullmatch("".join(cells[0].split())) is not None
        and len(below) > 1
        and is_mark(below[0])
        and any(map(str.isdigit, below[1]))
    )


def _is_said_of_all(cells: Sequence[str]) -> bool:
    """True for 「今後の方針｜引き続き啓発に努める。」: a label and a sentence, where rows have figures."""
    if len(cells) != 2 or not cells[1].endswith("。"):
        return False
    word = match_heading(cells[0])
    return word is not None and word.role in (Role.STATUS, Role.ISSUE, Role.NOTE)


def is_footnote(cells: Sequence[str]) -> bool:
    """True for a line such as 「※速報値を含む」 that stands alone under a table."""
    return len(cells) <= 2 and (cells[0].startswith(_FOOTNOTES) or _defines(cells))


def _defines(cells: Sequence[str]) -> bool:
    """True for 「- リサイクル率＝資源化量÷排出量」, a line that says how a figure is worked out."""
    line = fold_width(cells[0])
    return len(cells) == 1 and line[:1] in "-・※*" and "=" in line and any(sign in line for sign in "÷/×*+")


def _continues_body(grid: Grid, row: int, start: int) -> bool:
    """After a gap only a row with several filled cells, more than a legend has, is body again."""
    is_full = len(filled_cells(grid.rows[row])) > max(3, grid.width // 3)
    return is_full and not _labels_amounts(grid, row, start)


def _labels_amounts(grid: Grid, row: int, start: int) -> bool:
    """True for 事業費 | 予算 | 1,200 | 決算 | 1,180, where figures stand above the words."""
    texts = ((column, text_of(cell).strip()) for column, cell in enumerate(grid.rows[row]))
    labels = [column for column, text in texts if text[-2:] in _MONEY or text[-3:-1] in _MONEY]
    return any(column and _has_figure(grid, start, column) for column in labels)


def _is_alike(grid: Grid, model: int, row: int) -> bool:
    texts = [[text_of(cell) for cell in grid.rows[index]] for index in (model, row)]
    return is_alike(*texts) and not _stands_below(filled_cells(grid.rows[row]))


def _leads_to(lines: GridLines, rows: range, model: int, heading: tuple[str, ...]) -> bool:
    """True where below a line or two of one cell a heading is repeated, or rows like the first go on."""
    for index in rows[:MOST_LINES_BEFORE]:
        cells = filled_cells(lines.grid.rows[index])
        if tuple(map(text_of, lines.grid.rows[index])) == heading:
            return True
        if len(cells) > 1:
            return index > rows[0] and _is_alike(lines.grid, model, index)
        if cells and not may_lead(cells):
            return False
    return False


def may_lead(cells: Sequence[str]) -> bool:
    """True for a line that may name what follows: one cell, no note, no sentence, nothing of a legend."""
    return len(cells) == 1 and not (
        _stands_below(cells) or len(cells[0]) > _LONGEST_LINE or cells[0].endswith("。")
    )
