"""Tables below headings whose rows or columns are put in another order before their columns are looked at.

One line in a list for each such change: what rules it out at a quick look, what makes it (its module is
loaded only then), and the family of what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.readers.grid_rows import filled_cells
from shirube.readers.layout_names import COLUMNS, LINES, PLAIN
from shirube.readers.line_words import match_kind
from shirube.readers.rows_by_year import join_rows_of_years
from shirube.readers.stacked_rows import spread_stacked_rows
from shirube.readers.table import DATES_BELOW, FIGURES_ABOVE, Table
from shirube.readers.values import cell_text

# Rows looked at to see what cells hold: a table shows its kind near its top.
_LOOKED_AT = 400
# Enough to see whether cells name their figures; what does so is longer than a figure.
_FIRST_ROWS = 5
_SHORT = 6
# Two groups of columns, of which the second may be cut short.
_FEWEST_REPEATED = 6
# A name and two years with a figure each.
_NAMED = 12
# Last letters of 達成 and of signs; first ones of marks.
_JUDGED = frozenset("成済み◎○〇●△▲×✕")
_MARKS = frozenset("ABCDESＡＢＣＤＥＳ◎○〇●△▲×✕")
# Two rows of figures and a line between them.
_FEWEST_NAMED = 3
# Columns in which the words of lines stand, if anywhere.
_FIRST_COLUMNS = 6
# What a row of goals is called, and signs around it.
_GOALS = frozenset(("目標", "計画", "年度", "各年"))
_AROUND = "(（　 "

Findings = tuple[Finding, ...]
Made = Table | tuple[Table, Finding] | tuple[Table, Findings] | None


class Change(Struct, frozen=True):
    """``may`` says whether ``make`` is worth asking, which gives the changed table or None.

    ``family`` is that of the changed table, "" where it stays what it was. ``guesses`` are left out where a
    person said that the table is an ordinary one.
    """

    may: Callable[[Table], bool]
    make: Callable[[Table], Made]
    family: str = ""
    guesses: bool = True


def _later(module: str, function: str) -> Callable[[Table], Made]:
    """A change whose module is loaded when it is first asked for: few tables need it."""

    def make(table: Table) -> Made:
        made: Made = getattr(import_module(f"shirube.readers.{module}"), function)(table)
        return made

    return make


def change_first(
    changes: Sequence[Change], table: Table, *, guesses: bool
) -> tuple[Table, str, Findings] | None:
    """The table with the first change that applies, its family, and what is said of it; None for none."""
    for change in changes:
        if (guesses or not change.guesses) and change.may(table) and (made := change.make(table)):
            changed, said = made if isinstance(made, tuple) else (made, ())
            return changed, change.family, (said,) if isinstance(said, Finding) else said
    return None


def change_each(
    changes: Sequence[Change], table: Table, family: str, *, guesses: bool
) -> tuple[Table, str, Findings]:
    """The table with every change that applies, one after another, its family, and what is said of it."""
    findings: Findings = ()
    for change in changes:
        if made := change_first((change,), table, guesses=guesses):
            table, to_, said = made
            family = to_ if to_ and family == PLAIN else family
            findings = (*findings, *said)
    return table, family, findings


def _always(_: Table) -> bool:
    return True


def _may_have_lines_of_kinds(table: Table) -> bool:
    """Lines of kinds below a single year: the first two rows say different ones in one column."""
    first = [
        [cell_text(table.grid, row, column) for row in table.body[:2]]
        for column in range(min(_FIRST_COLUMNS, table.grid.width))
    ]
    kinds = [[match_kind(text) for text in texts if text] for texts in first]
    return any(len(found) > 1 and None not in found and found[0] != found[1] for found in kinds)


def _may_be_labelled(table: Table) -> bool:
    """True where a cell near the top names a target and an actual and gives figures: 目標 20 実績 21."""
    return any(
        "実績" in cell and ("目標" in cell or "計画" in cell) and any(map(str.isdigit, cell))
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > _SHORT
    )


def _may_have_lines_in_cells(table: Table) -> bool:
    """True where a cell of the first rows has two lines with a digit in each."""
    return any(
        "\n" in cell and all(any(map(str.isdigit, line)) for line in cell.split("\n"))
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > _SHORT
    )


def _may_be_judged_in_cells(table: Table) -> bool:
    """True where a cell of the first rows ends with 達成 or a sign behind a figure, or begins with a mark."""
    cells = [
        cell
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > 3
    ]
    is_behind = any(cell.rstrip(")）")[-1:] in _JUDGED and any(map(str.isdigit, cell)) for cell in cells)
    return is_behind or any(cell[:1] in _MARKS and cell[1:3].strip("*＊+＋")[:1].isspace() for cell in cells)


def _may_have_brackets(table: Table) -> bool:
    """True where some row near the top has two cells in brackets and nothing else but words."""
    return any(
        sum(cell[:1] in ("(", "（") for cell in table.grid.rows[row] if isinstance(cell, str) and cell) > 1
        for row in table.body[:_LOOKED_AT]
    )


def _may_have_dates_below(table: Table) -> bool:
    """True where the first row begins with 数値 and the next with 時点."""
    first = [cell_text(table.grid, row, 0) for row in table.body[:2]]
    return len(first) > 1 and first[0] in FIGURES_ABOVE and first[1] in DATES_BELOW


def _may_be_named_by_lines(table: Table) -> bool:
    """True where the row of the first heading holds a figure, and a row below it a single cell."""
    if not table.body or not table.above or len(table.body) < _FEWEST_NAMED:
        return False
    first = cell_text(table.grid, table.body[0], 0)
    lines = (table.grid.rows[row] for row in table.body[1:_FIRST_ROWS])
    return any(map(str.isdigit, first[:1])) and any(len(filled_cells(line)) == 1 for line in lines)


def _may_head_goals(table: Table) -> bool:
    """True where the name of the sheet or a line above the table speaks of goals."""
    above = (cell for row in table.above for cell in table.grid.rows[row])
    return "目標" in table.grid.name or any(isinstance(cell, str) and "目標" in cell for cell in above)


def _may_pair_years(table: Table) -> bool:
    """True where a heading has two figures and a sign between them: 目標値（R8 / R13）."""
    return any(
        len(text) > _SHORT and any(sign in text for sign in "/／・、") and sum(map(str.isdigit, text)) > 1
        for texts in table.headings
        for text in texts
    )


def _may_have_measures(table: Table) -> bool:
    """True where the same heading stands below two different ones that name no year."""
    above: dict[str, set[str]] = {}
    for headings in table.headings if table.heading_rows > 1 else ():
        texts = [text for text in headings if text]
        # 実績 | 平成27年度 | 現年 and 目標 | 平成29年度 | 現年: the years between them tell nothing apart.
        words = [text for text in texts[-3:-1] if not any(map(str.isdigit, text))]
        if words:
            above.setdefault(texts[-1], set()).add(words[-1])
    return any(len(texts) > 1 for texts in above.values())


def _may_repeat_columns(table: Table) -> bool:
    """True where the lowest headings are said several times, in at least two groups of four columns."""
    texts = [next((text for text in reversed(one) if text), "") for one in table.headings]
    return len(texts) > _FEWEST_REPEATED and len(set(texts)) * 3 <= len(texts) * 2


def _may_be_named_by_heading(table: Table) -> bool:
    """True for a single row whose first cell is blank below a heading."""
    return len(table.body) == 1 and any(table.headings[0]) and not cell_text(table.grid, table.body[0], 0)


def _may_have_figures_in_names(table: Table) -> bool:
    """True where a cell near the top has words, then two years with figures: 就業率 H26年59.5→H31年60.0."""
    return any(
        cell.count("年") > 1 and ("→" in cell or "⇒" in cell or cell[-1:] in ")）")
        for row in table.body[:_FIRST_ROWS]
        for cell in table.grid.rows[row]
        if isinstance(cell, str) and len(cell) > _NAMED
    )


def _may_have_goal_rows(table: Table) -> bool:
    """True where 目標値 or 年度ごとの目標値 stands in a first column of a row that is not the first."""
    rows = (table.grid.rows[row] for row in table.body[1:_LOOKED_AT])
    return any(
        isinstance(cell, str) and cell.strip(_AROUND)[:2] in _GOALS for line in rows for cell in line[:3]
    )


# Several rows or cells put into one row; the first that applies.
ROWS = (
    Change(_may_have_dates_below, _later("dates_below", "join_dates_below"), COLUMNS),
    Change(_always, spread_stacked_rows, LINES),
    Change(_always, join_rows_of_years, LINES),
    Change(_may_have_lines_of_kinds, _later("rows_by_kind", "spread_single_year"), LINES),
    Change(_may_have_goal_rows, _later("goal_rows", "join_goal_rows"), LINES),
    Change(_may_be_labelled, _later("labelled_cells", "spread_labelled_cells"), COLUMNS),
    Change(_may_have_lines_in_cells, _later("dated_lines", "spread_dated_lines"), COLUMNS),
    Change(_may_be_named_by_lines, _later("named_by_lines", "name_by_lines"), COLUMNS),
    Change(_may_be_judged_in_cells, _later("split_judged", "split_judged_columns"), COLUMNS),
    Change(_may_have_brackets, _later("bracketed_rows", "set_brackets_apart"), guesses=False),
)
# Columns told apart, once merged cells are filled; each that applies.
COLUMN_GROUPS = (
    Change(_may_head_goals, _later("goal_titles", "name_goals"), guesses=False),
    Change(_may_repeat_columns, _later("repeated_groups", "spread_repeated_groups"), COLUMNS, guesses=False),
    Change(_may_be_named_by_heading, _later("name_headings", "name_by_heading"), guesses=False),
    Change(_may_have_figures_in_names, _later("named_figures", "set_figures_apart"), COLUMNS, guesses=False),
    Change(_may_pair_years, _later("year_pairs", "split_year_pairs"), COLUMNS),
    Change(_may_have_measures, _later("measure_groups", "spread_measures"), COLUMNS),
)
