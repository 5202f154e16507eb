"""Tables whose indicators stand beside one another, and whose years or kinds of figures stand below: turned.

    年度     | 参加者数（人） | 防除面積（ha）        区分       | 出荷額（億円） | 創業者数（人）
    H30(基準)| 240            | 1.2                  基準値(H30)| 1,204          | 18
    R6(目標) | 300            | 2.5                  目標値(R5) | 1,300          | 30

Only where headings or labels say which figures are targets: years beside mere names are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.corner_names import is_corner, may_be_group
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.headings import find_heading_year, is_only_year, match_heading
from shirube.readers.line_words import match_kind, may_be_label
from shirube.readers.name_units import find_name_unit
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

# The column of years or labels is one of the first.
_FIRST_COLUMNS = 3
_MOST_HEADINGS = 3
_FEWEST_FILLED = 2
# Labels of rows that hold words.
_WORDS = frozenset(("単位", "評価", "備考", "担当課", "所管課", "方向", "判定"))
# Parts of a year and sums head columns of figures that are no indicators of their own.
_PARTS = late_pattern(
    r"(?:\d{1,2}月|第?[1-4一二三四]四半期|[上下]半?期|[前後]期|合?計|総計|累計|年計|通年|平均)(?:分|末)?"
)
# Goals of a row of figures; beside other headings such a word may head the names.
_GOAL = late_pattern(r"(?:取組|取り組み|事業|数値|達成)目標(?:値)?")
# 26.4~12実績: over which time is not known, but that it is a row like those beside it.
_ENDS_AS_KIND = late_pattern(r"[\d.,/~年月度末(-]{2,14}(?:目標|実績|計画|見込)(?:値|数)?\)?")
_FIGURES_AND_MARKS = (*FIGURES, Role.RATE, Role.MARK)
_REACHED = {Role.ACTUAL, Role.BASELINE}
# What else may stand in a row of its own below the names.
_PAIRED = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
_LABELS = (*_FIGURES_AND_MARKS, Role.UNIT, Role.DIRECTION, Role.BODY, Role.NOTE, Role.DIFFERENCE)


class _Lines(dict[int, list[str]]):
    """The texts of the rows of a grid, each worked out when it is first asked for."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid

    def __missing__(self, row: int) -> list[str]:
        line = self[row] = [cell_text(self._grid, row, column) for column in range(self._grid.width)]
        return line


class _Block(Struct, frozen=True):
    """Heading rows, rows of figures, the column of labels and the columns of indicators."""

    heads: tuple[int, ...]
    rows: tuple[int, ...]
    label: int
    columns: tuple[int, ...]
    # The corner holds no word for labels, but what the indicators are parts of.
    is_group: bool = False


def turn_tables(grid: Grid) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid with all such tables turned, and what is said about each; as it is where there is none."""
    said: list[Finding] = []
    for label in range(min(_FIRST_COLUMNS, grid.width)):
        joined = _join_labels(grid, label)
        source = joined or grid
        texts = _Lines(source)
        blocks = [
            block
            for rows in _find_runs(source, label)
            if (block := _find_block(source, texts, rows, label, is_joined=joined is not None))
        ]
        if blocks:
            said += [_say(grid, block) for block in blocks]
            grid = _turn(source, texts, blocks)
    return grid, tuple(said)


def _join_labels(grid: Grid, label: int) -> Grid | None:
    """The grid with 令和5年度 | 計画 and below it | 実績 said in one column; None where no two columns do."""
    if label == 0:
        return None
    rows: list[list[Raw]] | None = None
    first, before = "", False
    for row in range(grid.height):
        left, right = cell_text(grid, row, label - 1), cell_text(grid, row, label)
        first = left or (first if before else "")
        pair = _find_pair(first, right)
        if pair:
            rows = [list(line) for line in grid.rows] if rows is None else rows
            rows[row][label - 1], rows[row][label] = "", pair
            if not before and row and is_corner(cell_text(grid, row - 1, label - 1)):
                rows[row - 1][label - 1] = ""
                rows[row - 1][label] = rows[row - 1][label] or grid.rows[row - 1][label - 1]
        before = bool(pair)
    return replace(grid, rows=rows) if rows is not None else None


def _find_pair(left: str, right: str) -> str:
    """A year and a kind as one label; "" for other words."""
    for year, kind in ((left, right), (right, left)):
        is_year = may_be_label(year) and find_heading_year(year) and is_only_year((year,))
        if is_year and match_kind(kind) in _PAIRED:
            return f"{year}{kind}"
    return ""


def _find_runs(grid: Grid, label: int) -> list[list[int]]:
    """Rows next to one another whose labels are years, or name what their figures are."""
    runs: list[list[int]] = []
    for row, line in enumerate(grid.rows):
        begins = not any(cell != "" for cell in line[:label]) and _is_label(cell_text(grid, row, label))
        if begins and runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        elif begins:
            runs.append([row])
    return [run for run in runs if len(run) > 1]


@lru_cache(maxsize=1024)
def _is_label(text: str) -> bool:
    if not may_be_label(text) and text not in _WORDS:
        return False
    if find_heading_year(text) and is_only_year((text,)):
        return True
    return _role_of(text) in _LABELS or _ENDS_AS_KIND.fullmatch(fold_width(text)) is not None


def _find_block(
    grid: Grid, texts: _Lines, rows: Sequence[int], label: int, *, is_joined: bool
) -> _Block | None:
    """The block of a run, else of the years at its top: 施策の評価 | Ｂ right below them is none of them."""
    if block := _make_block(grid, texts, rows, label, is_joined=is_joined):
        return block
    years = list(takewhile(lambda row: is_only_year((texts[row][label],)), rows))
    if not 1 < len(years) < len(rows):
        return None
    return _make_block(grid, texts, years, label, is_joined=is_joined)


def _make_block(
    grid: Grid, texts: _Lines, rows: Sequence[int], label: int, *, is_joined: bool
) -> _Block | None:
    labels = [texts[row][label] for row in rows]
    heads = _find_heads(texts, rows[0], label) if len(set(labels)) == len(labels) else []
    if not heads:
        return None
    columns = tuple(
        column
        for column in range(label + 1, grid.width)
        if any(texts[row][column] for row in heads) or any(texts[row][column] for row in rows)
    )
    corner = texts[heads[-1]][label]
    is_group = bool(corner) and not is_corner(corner)
    block = _Block(tuple(heads), tuple(rows), label, columns, is_group)
    names = [" ".join(_names_of(texts, block, column)) for column in columns]
    if not names or not all(names) or not _hold_figures(texts, block):
        return None
    return block if _is_clear(texts, block, is_joined=is_joined) else None


def _find_heads(texts: _Lines, first: int, label: int) -> list[int]:
    """The rows of headings above the first label: up to that with 年度 or 区分 in its corner."""
    heads: list[int] = []
    for row in range(first - 1, max(first - 1 - _MOST_HEADINGS, -1), -1):
        line = texts[row]
        corner = line[label]
        if any(line[:label]) or not any(line[label + 1 :]):
            break
        if corner and not is_corner(corner):
            return [row] if not heads and _may_begin(texts, row, label) else heads[-1:]
        heads.insert(0, row)
        if corner:
            return heads
    # Without a word in the corner nobody knows where titles end: one row is enough.
    return heads[-1:]


def _may_begin(texts: _Lines, row: int, label: int) -> bool:
    """True for a word above the labels, beside words that may be names, in the first row of a table."""
    names = [text for text in texts[row][label + 1 :] if text]
    is_first = row == 0 or sum(map(bool, texts[row - 1])) < _FEWEST_FILLED
    are_words = all(parse_reading(text).missing is Missing.UNREADABLE for text in names)
    return is_first and are_words and may_be_group(texts[row][label])


def _hold_figures(texts: _Lines, block: _Block) -> bool:
    """True where nearly all cells are figures; rows of units and words aside."""
    rows = [row for row in block.rows if _role_of(texts[row][block.label]) in (None, *_FIGURES_AND_MARKS)]
    cells = [text for row in rows for column in block.columns if (text := texts[row][column])]
    figures = sum(parse_reading(text).missing is not Missing.UNREADABLE for text in cells)
    numbers = sum(parse_reading(text).quantity is not None for text in cells)
    return len(rows) > 1 and figures * 10 >= len(cells) * 8 and numbers * 2 > len(cells)


def _is_clear(texts: _Lines, block: _Block, *, is_joined: bool) -> bool:
    """True where the labels, or the lowest headings of all columns, say which figures are targets."""
    kinds = [match_kind(texts[block.heads[-1]][column]) for column in block.columns]
    if any(_PARTS.fullmatch(fold_width(texts[block.heads[-1]][column])) for column in block.columns):
        return False
    words = [_role_of(texts[row][block.label]) for row in block.rows]
    if None in words or any(find_heading_year(texts[row][block.label]) for row in block.rows):
        years = [find_heading_year(texts[row][block.label]) for row in block.rows]
        # Labels that say their kind besides (R5目標達成率) leave none to the headings: it was a name.
        if all(years) and None not in kinds and not is_joined and not block.is_group:
            return Role.TARGET in kinds and Role.ACTUAL in kinds
    is_named = all(kind is None for kind in kinds) and not any(
        match_heading(texts[row][column]) or find_heading_year(texts[row][column])
        for row in block.heads
        for column in block.columns
        if texts[row][column] and not find_name_unit(texts[row][column])
    )
    if not is_named or not any(role in AIMS for role in words):
        return False
    # Years beside one goal, or labels for both sides; of one column with labels nobody knows that it is one.
    if None in words and not block.is_group:
        return True
    return (is_joined or len(block.columns) > 1) and any(role in _REACHED for role in words)


def _role_of(label: str) -> Role | None:
    """What the figures of a row are by its label; None for a year alone."""
    if _GOAL.fullmatch(label):
        return Role.TARGET
    word = match_heading(label)
    return word.role if word else None


def _names_of(texts: _Lines, block: _Block, column: int) -> list[str]:
    """The headings of a column top down, those of a merge or of a group carried across."""
    found = []
    for place, row in enumerate(block.heads):
        text = texts[row][column]
        if not text and place < len(block.heads) - 1:
            text = next(
                (texts[row][other] for other in range(column - 1, block.label, -1) if texts[row][other]), ""
            )
        found.append(text)
    return found


def _turn(grid: Grid, texts: _Lines, blocks: Sequence[_Block]) -> RewrittenGrid:
    """The grid with its blocks, from the top down, turned; all other rows and their merges move along."""
    rows: list[Sequence[Cell | str]] = []
    moved: dict[int, int] = {}
    at = 0
    for top, bottom, turned in [
        *((block.heads[0], block.rows[-1], _turn_block(grid, texts, block)) for block in blocks),
        (grid.height, grid.height, ()),
    ]:
        for row in range(at, top):
            moved[row] = len(rows)
            rows.append([Cell(row, column) for column in range(grid.width)])
        rows += turned
        at = bottom + 1
    merges = [
        Span(moved[span.top], span.left, moved[span.bottom], span.right)
        for span in grid.merges
        if span.top in moved and span.bottom in moved
    ]
    return replace(rewrite_grid(grid, rows), merges=tuple(merges))


def _turn_block(grid: Grid, texts: _Lines, block: _Block) -> list[list[Cell | str]]:
    kinds = [match_kind(texts[block.heads[-1]][column]) for column in block.columns]
    has_kinds = None not in kinds
    names = block.heads[:-1] if has_kinds else block.heads
    titles = _title_names(texts, block, names) + (["区分"] if has_kinds else [])
    group: list[Cell | str] = [Cell(block.heads[-1], block.label)] if block.is_group else []
    labels = [
        Cell(row, block.label, "目標値" if _GOAL.fullmatch(texts[row][block.label]) else None)
        for row in block.rows
    ]
    lines: list[list[Cell | str]] = [[*["施策" for _ in group], *titles, *labels]]
    before: list[str] = []
    for column in block.columns:
        headings = _names_of(texts, block, column)
        own = headings[: len(names)]
        cells: list[Cell | str] = [
            _name_cell(texts, row, column, text, title)
            for row, text, title in zip(names, own, titles, strict=False)
        ]
        if has_kinds:
            # The second line of an indicator does not say its name again.
            cells = [*([""] * len(cells) if own == before else cells), Cell(block.heads[-1], column)]
        lines.append([*group, *cells, *(Cell(row, column) for row in block.rows)])
        before = own
    return lines


def _title_names(texts: _Lines, block: _Block, names: Sequence[int]) -> list[str]:
    """What the rows of names become: 指標名 the last of them, 単位 one of nothing but （人） and （ha）."""
    if not names:
        return []
    units = [texts[names[-1]][column] for column in block.columns]
    if len(names) > 1 and all(text[:1] in "(（" and find_name_unit(text) for text in units if text):
        return [*["施策"] * (len(names) - 2), "指標名", "単位"]
    return [*["施策"] * (len(names) - 1), "指標名"]


def _name_cell(texts: _Lines, row: int, column: int, text: str, title: str) -> Cell:
    if title == "単位":
        return Cell(row, column, text.strip("()（）"))
    return Cell(row, column) if texts[row][column] == text else Cell(row, column, text)


def _say(grid: Grid, block: _Block) -> Finding:
    return Finding(
        code="table-turned",
        level=Level.INFORMATION,
        place=grid.place(block.heads[0], block.label),
        message="指標が横に、年度などが縦に並んだ表のため、行と列を入れ替えて読み取りました。",
        remedy="違う場合は、指標を縦に、年度を横に並べ直してください。",
    )
