"""Tables below headings whose rows or columns are put in another order before their columns are looked at.

One line in a list for each such change: what rules it out at a quick look (table_hints.py says why), what
makes it (its module, which shows an example, is loaded only then), and the family of what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.readers import table_hints as hints
from shirube.readers.layout_names import COLUMNS, LINES, PLAIN
from shirube.readers.table import Table

Findings = tuple[Finding, ...]
Made = Table | tuple[Table, Finding] | tuple[Table, Findings] | None


class TableChange(Struct, frozen=True):
    """``may`` says whether ``make`` is worth asking, which gives the changed table or None.

    ``family`` is that of the changed table, "" where it stays what it was. ``guesses`` are left out where a
    person said that the table is an ordinary one.
    """

    may: Callable[[Table], bool]
    make: Callable[[Table], Made]
    family: str = ""
    guesses: bool = True


def _later(name: str) -> Callable[[Table], Made]:
    """A change whose module is loaded when it is first asked for: few tables need it."""
    module, _, function = name.partition(".")

    def make(table: Table) -> Made:
        made: Made = getattr(import_module(f"shirube.readers.{module}"), function)(table)
        return made

    return make


def change_first(
    changes: Sequence[TableChange], table: Table, *, guesses: bool
) -> tuple[Table, str, Findings] | None:
    """The table with the first change that applies, its family, and what is said of it; None for none."""
    for change in changes:
        if (guesses or not change.guesses) and change.may(table) and (made := change.make(table)):
            changed, said = made if isinstance(made, tuple) else (made, ())
            return changed, change.family, (said,) if isinstance(said, Finding) else said
    return None


def change_each(
    changes: Sequence[TableChange], table: Table, family: str, *, guesses: bool
) -> tuple[Table, str, Findings]:
    """The table with every change that applies, one after another, its family, and what is said of it."""
    findings: Findings = ()
    for change in changes:
        if made := change_first((change,), table, guesses=guesses):
            table, to_, said = made
            family = to_ if to_ and family == PLAIN else family
            findings = (*findings, *said)
    return table, family, findings


# Several rows or cells put into one row; the first that applies.
ROWS = (
    TableChange(hints.may_have_dates_below, _later("dates_below.join_dates_below"), COLUMNS),
    TableChange(hints.may_stack_rows, _later("stacked_rows.spread_stacked_rows"), LINES),
    TableChange(hints.may_have_rows_of_years, _later("rows_by_year.join_rows_of_years"), LINES),
    TableChange(hints.may_have_lines_of_kinds, _later("rows_by_kind.spread_single_year"), LINES),
    TableChange(hints.may_have_goal_rows, _later("goal_rows.join_goal_rows"), LINES),
    TableChange(hints.may_have_words_before_figures, _later("label_pairs.join_label_pairs"), COLUMNS),
    TableChange(hints.may_be_labelled, _later("labelled_cells.spread_labelled_cells"), COLUMNS),
    TableChange(hints.may_have_lines_in_cells, _later("dated_lines.spread_dated_lines"), COLUMNS),
    TableChange(hints.may_be_named_by_lines, _later("named_by_lines.name_by_lines"), COLUMNS),
    TableChange(hints.may_be_judged_in_cells, _later("split_judged.split_judged_columns"), COLUMNS),
    TableChange(hints.may_be_revised, _later("revised_lines.split_revised_targets"), COLUMNS),
    TableChange(hints.may_have_rates, _later("rate_rows.set_rates_apart"), guesses=False),
    TableChange(hints.may_have_brackets, _later("bracketed_rows.set_brackets_apart"), guesses=False),
)
# Columns told apart, once merged cells are filled; each that applies.
COLUMN_GROUPS = (
    TableChange(hints.may_explain, _later("explaining_rows.set_explanations_apart")),
    TableChange(hints.may_have_year_in_corner, _later("corner_years.move_corner_year"), guesses=False),
    TableChange(hints.may_have_bare_dates, _later("bare_dates.say_eras"), guesses=False),
    TableChange(hints.may_head_goals, _later("goal_titles.name_goals"), guesses=False),
    TableChange(hints.may_direct_goals, _later("directed_goals.tell_directions_from_goals"), guesses=False),
    TableChange(hints.may_head_revisions, _later("revised_headings.pair_revised_targets"), guesses=False),
    TableChange(hints.may_head_by_place, _later("goal_headings.say_goals_in_headings"), guesses=False),
    TableChange(hints.may_be_rows_of_plan, _later("plan_rows.name_plans"), guesses=False),
    TableChange(
        hints.may_repeat_columns, _later("repeated_groups.spread_repeated_groups"), COLUMNS, guesses=False
    ),
    TableChange(hints.may_be_named_by_heading, _later("name_headings.name_by_heading"), guesses=False),
    TableChange(
        hints.may_be_headed_by_measure, _later("measure_headings.group_by_heading"), COLUMNS, guesses=False
    ),
    TableChange(
        hints.may_be_measured_above, _later("measure_headings.group_by_line"), COLUMNS, guesses=False
    ),
    TableChange(
        hints.may_have_figures_in_names, _later("named_figures.set_figures_apart"), COLUMNS, guesses=False
    ),
    TableChange(hints.may_tell_goals, _later("goals_in_names.set_goals_apart"), COLUMNS, guesses=False),
    TableChange(hints.may_begin_in_goals, _later("beginnings_in_goals.set_beginnings_apart"), COLUMNS),
    TableChange(hints.may_tell_goals_alone, _later("goals_in_names.take_goals_from_sentences"), COLUMNS),
    TableChange(hints.may_list_figures, _later("listed_figures.set_lists_apart"), COLUMNS),
    TableChange(hints.may_count_parts, _later("counted_parts.split_counted_parts"), COLUMNS),
    TableChange(hints.may_have_words, _later("worded_figures.set_words_apart"), COLUMNS),
    TableChange(hints.may_have_goal_lines, _later("goal_lines.add_goal_columns"), COLUMNS, guesses=False),
    TableChange(hints.may_measure_years, _later("measured_years.say_measures_reached"), guesses=False),
    TableChange(hints.may_head_pairs, _later("headed_pairs.split_headed_pairs"), COLUMNS),
    TableChange(hints.may_have_measures, _later("measure_groups.spread_measures"), COLUMNS),
)
