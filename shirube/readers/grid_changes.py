"""Changes of a whole grid before any table is sought in it: names for numbers, years for 2年目, and others.

One line in a list for each: what rules it out at a quick look, what makes it (its module is loaded only
then), and what of a recipe leaves it nothing to guess. What is changed of one table stands in
table_changes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import pairwise

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.core.fiscal_year import CIRCLED
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.side_by_side import split_side_by_side

# Rows looked at: a table shows what it is near its top.
_LOOKED_AT = 400
# Headings of months stand near the top.
_FIRST_ROWS = 40
# What counts a year of a plan: 2年目.
_NTH = ("年目", "年次")
# Labels of lines stand in one of the first columns.
_LABELLED = 6
_BEGUN = ("当初", "現在", "増減")
# Names that hold the kind of their figures: 計画職員数, 職員数（実績）.
_ASIDE = frozenset(("計画", "目標", "予定", "見込", "実績", "決算"))
_FEWEST, _LONGEST_NAME = 3, 40
# What numbers of indicators end with: ①, 成果指標1, KPI(1).
_COUNTED = frozenset(CIRCLED)
_NUMBERS = _COUNTED | frozenset("0123456789)）")
_LONGEST_NUMBER = 12
# What names are called in headings: 数値目標, 重要業績評価指標(KPI).
_NAMES = ("指標", "目標", "KPI", "ＫＰＩ")

Made = Grid | tuple[Grid, Finding] | None


class GridChange(Struct, frozen=True):
    """``may`` says whether ``make`` is worth asking, which gives the changed grid or None.

    A recipe that says the layout leaves nothing to guess, nor mostly one that says where the headings are:
    ``despite_layout`` and ``despite_headings`` are for what holds all the same.
    """

    may: Callable[[Grid], bool]
    make: Callable[[Grid], Made]
    despite_layout: bool = False
    despite_headings: bool = False


def change_grid(grid: Grid, recipe: LayoutRecipe) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid with each change that applies, one after the other, and what is said of them."""
    said: list[Finding] = []
    for change in CHANGES:
        is_settled = (recipe.layout and not change.despite_layout) or (
            recipe.heading_rows and not change.despite_headings
        )
        if is_settled or not change.may(grid) or not (made := change.make(grid)):
            continue
        grid, finding = made if isinstance(made, tuple) else (made, None)
        said += [finding] if finding else []
    return grid, tuple(said)


def _later(module: str, function: str) -> Callable[[Grid], Made]:
    """A change whose module is loaded when it is first asked for: few grids need it."""

    def make(grid: Grid) -> Made:
        made: Made = getattr(import_module(f"shirube.readers.{module}"), function)(grid)
        return made

    return make


def _always(grid: Grid) -> bool:
    return True


def _may_be_own_data(grid: Grid) -> bool:
    """True where a first row names the keys of indicators, as only our own tables of data do."""
    return any("指標キー" in row for row in grid.rows[:3])


def _may_have_page_numbers(grid: Grid) -> bool:
    """True where a row has but one cell, which is short and has a number: - 3 -, 2/5ページ."""
    lone = [text for row in grid.rows[:_LOOKED_AT] if count_filled(row) == 1 for text in filled_cells(row)]
    return any(len(text) <= _LONGEST_NUMBER and any(map(str.isdigit, text)) for text in lone)


def _may_stand_beside(grid: Grid) -> bool:
    """True where a heading of names stands behind an empty column, and other words in front of it."""
    for row in grid.rows[:_LOOKED_AT]:
        for column, cell in enumerate(row):
            if column > _FEWEST and not row[column - 1] and isinstance(cell, str) and cell[:2] == "指標":
                return any(row[: column - 1])
    return False


def _may_list_years(grid: Grid) -> bool:
    """True where 年度 heads a row, and an indicator is named above: 成果指標1."""
    is_named = False
    for row in grid.rows[:_LOOKED_AT]:
        first = next((cell for cell in row if cell != ""), "")
        if is_named and first in ("年度", "年", "年次"):
            return True
        is_named = is_named or (isinstance(first, str) and ("指標" in first or "KPI" in first))
    return False


def _may_have_numbers(grid: Grid) -> bool:
    """True where the first column seems to say the same number twice, or that of an indicator: 成果指標①."""
    firsts = [row[0] for row in grid.rows[:_LOOKED_AT] if row and isinstance(row[0], str)]
    numbers = [text for text in firsts if 0 < len(text) <= _LONGEST_NUMBER and text.strip()[-1:] in _NUMBERS]
    return any("指標" in text or "KPI" in text for text in numbers) or len(set(numbers)) < len(numbers)


def _may_count_pairs(grid: Grid) -> bool:
    """True where a heading of goals seems to be counted: 集積目標①, 目 標①."""
    return any(
        isinstance(cell, str) and cell[-1:] in _COUNTED and "目" in cell and "標" in cell
        for row in grid.rows[:_LOOKED_AT]
        for cell in row
    )


def _may_count_years(grid: Grid) -> bool:
    """True where a second year of a plan heads a column: 2年目."""
    return any(
        isinstance(cell, str) and cell[:4].strip("第")[1:].startswith(_NTH)
        for row in grid.rows[:_LOOKED_AT]
        for cell in row
    )


def _may_have_begun(grid: Grid) -> bool:
    """True where 当初 and 現在 seem to name lines."""
    labels = {cell for row in grid.rows[:_LOOKED_AT] for cell in row[:_LABELLED] if isinstance(cell, str)}
    return {*_BEGUN} <= {word for text in labels if text[:2] in _BEGUN for word in text.split()}


def _may_have_months(grid: Grid) -> bool:
    return any("5月" in row or "５月" in row for row in grid.rows[:_FIRST_ROWS])


def _may_have_prefixes(grid: Grid) -> bool:
    """True where names of rows seem to begin or end with 計画 and with 実績, and are longer than that."""
    for column in range(min(3, grid.width)):
        cells = [row[column] for row in grid.rows[:_LOOKED_AT]]
        texts = [cell for cell in cells if isinstance(cell, str) and _FEWEST < len(cell) <= _LONGEST_NAME]
        if any("実績" in text for text in texts) and sum(text[:2] in _ASIDE for text in texts) > 1:
            return True
        if sum(text.rstrip(")）]］値")[-2:] in _ASIDE for text in texts) > 1:
            return True
    return False


def _may_frame_names(grid: Grid) -> bool:
    """True where 単位 labels a row below one that begins with 指標 and its number: 成果指標2."""
    firsts = [row[0] if row else "" for row in grid.rows[:_LOOKED_AT]]
    return any(
        isinstance(below, str) and below[:2] == "単位" and isinstance(label, str) and "指標" in label
        for label, below in pairwise(firsts)
    )


def _may_label_names(grid: Grid) -> bool:
    """True where a label of indicators stands beside 目標 or 計画, over a text beside 実績: 活動指標名."""
    for row, below in pairwise(grid.rows[:_LOOKED_AT]):
        for column, cell in enumerate(row[:_LABELLED]):
            if isinstance(cell, str) and "指標" in cell[:_LONGEST_NUMBER] and below[column]:
                beside = (row[column + 1 : _LABELLED], below[column + 1 : _LABELLED])
                if all(any(isinstance(text, str) and text[:2] in _ASIDE for text in one) for one in beside):
                    return True
    return False


def _may_continue_columns(grid: Grid) -> bool:
    """True where a name of the first column comes again, behind a row that names a year and has no other."""
    names: set[str] = set()
    is_dated = False
    for row in grid.rows[:_LOOKED_AT]:
        first, second = row[0] if row else "", row[1] if len(row) > 1 else ""
        if is_dated and first in names:
            return True
        is_dated = bool(names) and isinstance(second, str) and len(second) <= _LONGEST_NUMBER
        is_dated = is_dated and any(map(str.isdigit, str(second)[:4])) and (first == "" or first in names)
        if isinstance(first, str) and first:
            names.add(first)
    return False


def _may_tell_in_cells(grid: Grid) -> bool:
    """True where a cell seems to say that its figure is a goal: 目標値：4,300人."""
    return any(
        isinstance(cell, str) and cell[:2] == "目標" and (":" in cell[2:15] or "：" in cell[2:15])
        for row in grid.rows[:_LOOKED_AT]
        for cell in row
    )


def _may_rename_headings(grid: Grid) -> bool:
    """True where the first column seems to call names by two words: 数値目標, and below it KPI."""
    firsts = {row[0] for row in grid.rows[:_LOOKED_AT] if row and isinstance(row[0], str)}
    likely = [text for text in firsts if len(text) <= _LONGEST_NAME and any(map(text.__contains__, _NAMES))]
    return len(likely) > 1


CHANGES = (
    GridChange(_may_be_own_data, _later("own_data", "join_data_rows")),
    GridChange(
        _may_have_page_numbers,
        _later("page_numbers", "leave_page_numbers_out"),
        despite_layout=True,
        despite_headings=True,
    ),
    GridChange(_always, split_side_by_side, despite_headings=True),
    GridChange(_may_stand_beside, _later("unlike_tables", "put_unlike_below")),
    GridChange(_may_have_numbers, _later("numbered_names", "write_out_numbers"), despite_headings=True),
    GridChange(_may_frame_names, _later("framed_names", "write_out_framed_names")),
    GridChange(_may_label_names, _later("names_below_labels", "put_names_beside_labels")),
    GridChange(_may_count_pairs, _later("counted_pairs", "write_out_counted_pairs")),
    GridChange(_may_count_years, _later("counted_years", "write_out_counted_years"), despite_layout=True),
    GridChange(
        _may_continue_columns, _later("continued_columns", "join_continued_columns"), despite_headings=True
    ),
    GridChange(_may_list_years, _later("years_in_forms", "turn_years_of_forms"), despite_layout=True),
    GridChange(_may_tell_in_cells, _later("told_cells", "head_told_cells")),
    GridChange(_may_have_begun, _later("began_rows", "write_out_began_rows"), despite_headings=True),
    GridChange(_may_have_months, _later("month_columns", "date_sums_of_months")),
    GridChange(_may_have_prefixes, _later("kind_prefixes", "split_kinds_off"), despite_headings=True),
    GridChange(_may_rename_headings, _later("renamed_headings", "join_renamed_headings")),
)
