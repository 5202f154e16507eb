"""What the cells of a column say against its heading: a table of rules, of which the first that holds counts.

Whether cells hold rates, marks or words is told by cell_kinds.py. columns.py asks the rules before and after
it knows names and levels, column_roles.py all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from shirube.core.form import AIMS, Role
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.aim_columns import (
    has_figures_like_an_indicator,
    holds_figures_aimed_at,
    holds_lone_figures,
    holds_what_is_aimed_at,
)
from shirube.readers.bound_years import holds_bounds_of_year
from shirube.readers.cell_kinds import (
    find_roles_beside,
    holds_directions,
    holds_judgements,
    holds_judgements_behind,
    holds_marks,
    holds_next_steps,
    holds_rates,
    holds_reached,
    holds_review,
    holds_words_of_progress,
    holds_years,
    is_said_of_marks,
    sample,
)
from shirube.readers.column_headings import find_roles, find_year
from shirube.readers.defined_names import (
    defines_indicators,
    names_issues,
    names_offices_alone,
    names_what_is_judged,
)
from shirube.readers.goal_cells import (
    holds_aims,
    holds_aims_of_plan,
    holds_aims_of_year,
    holds_goal_rates,
    holds_goals,
)
from shirube.readers.headings import clean_heading, is_revision
from shirube.readers.line_words import is_span
from shirube.readers.mark_columns import holds_marks_beside, holds_marks_of_year, holds_sentences
from shirube.readers.name_cells import heads_names, holds_groups
from shirube.readers.number_columns import counts_names_beside, counts_rows, holds_counted_names
from shirube.readers.present_columns import holds_previous
from shirube.readers.table import Table
from shirube.readers.unit_columns import holds_names_before_units, holds_units

_LAST_YEAR = late_pattern(r"[(（]?(?:前|昨)(?:年度?|回)(?:度)?(?:の?結果)?[)）]?")


class CellRule(Struct, frozen=True):
    """A column that its heading takes for one of ``roles`` is of ``role`` if its cells say so.

    ``why`` tells it to people: {why} is what the heading gave, {title} the heading itself. A rule that is
    ``only_unknown`` holds for headings that nobody understands. ``confidence`` is in percent.
    """

    roles: frozenset[Role]
    holds: Callable[[Table, int], bool]
    role: Role
    confidence: int
    why: str
    only_unknown: bool = False


def _said_of_marks(holds: Callable[[Table, int], bool]) -> Callable[[Table, int], bool]:
    """The same question for columns below 進捗 or 令和5年度 達成 only, which head rates and marks alike."""
    return lambda table, column: is_said_of_marks(find_title(table, column)) and holds(table, column)


def _holds_progress_rates(table: Table, column: int) -> bool:
    """True for percentages below 進捗状況, in a table that has no other rates."""
    title = find_title(table, column)
    if "進" not in title or not is_said_of_marks(title) or Role.RATE in find_roles_beside(table, column):
        return False
    return holds_rates(table, column)


def _holds_last_marks(table: Table, column: int) -> bool:
    return _LAST_YEAR.fullmatch(find_title(table, column)) is not None and holds_marks(table, column)


def _holds_spans(table: Table, column: int) -> bool:
    """True for 単年 and 累計; and for 当初 in all rows, which beside 変更後 would tell two goals apart."""
    cells = {text for text in sample(table, column) if text not in DASHES}
    return bool(cells) and (all(map(is_span, cells)) or (len(cells) == 1 and is_revision(min(cells))))


def _holds_dated_goals(table: Table, column: int) -> bool:
    """True below 環境目標(平成22年度), where no other column holds targets, whatever it is told in."""
    headings = table.headings[column]
    roles = find_roles(table.headings)
    is_goal = any(clean_heading(text).removesuffix("()").endswith("目標") for text in headings)
    return is_goal and find_year(headings) is not None and not any(role in AIMS for role in roles.values())


def find_title(table: Table, column: int) -> str:
    """The headings of a column in one line, each said once."""
    texts = (" ".join(text.split()) for text in table.headings[column] if text)
    return " ".join(dict.fromkeys(texts))


_UNKNOWN = frozenset((Role.EXTRA,))
EARLY_RULES: tuple[CellRule, ...] = (
    CellRule(
        frozenset((Role.EXTRA,)),
        counts_rows,
        Role.NUMBER,
        85,
        "見出しがなく、内容が行を数える番号だけのため、番号とみなしました",
        only_unknown=True,
    ),
    CellRule(
        frozenset((Role.INDICATOR,)),
        counts_names_beside,
        Role.NUMBER,
        85,
        "{why}。内容が行を数える番号だけで、右に名前の列があるため、番号とみなしました",
    ),
    CellRule(
        _UNKNOWN,
        holds_counted_names,
        Role.INDICATOR,
        85,
        "見出しが左の番号の列と続いているため、指標名とみなしました",
        only_unknown=True,
    ),
    CellRule(
        _UNKNOWN,
        holds_names_before_units,
        Role.INDICATOR,
        70,
        "{why}が、指標名の列がほかになく、単位のすぐ左にあるため、指標名とみなしました",
        only_unknown=True,
    ),
    CellRule(
        frozenset((Role.ACTUAL,)),
        holds_marks_of_year,
        Role.MARK,
        80,
        "見出しが年度だけで、内容が評価の記号のため、その年度の評価とみなしました",
    ),
    CellRule(
        _UNKNOWN,
        holds_marks_beside,
        Role.MARK,
        75,
        "{why}が、ある年度の値のすぐ右にあり、内容が評価の記号だけのため、その年度の評価とみなしました",
        only_unknown=True,
    ),
    CellRule(
        frozenset((Role.ACTUAL,)),
        holds_bounds_of_year,
        Role.TARGET,
        80,
        "見出しが年度だけで、内容が「80%以上」のような値のため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.NOTE,)),
        defines_indicators,
        Role.INDICATOR,
        80,
        "{why}。指標名の列がほかになく、内容が言葉のため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.ISSUE, Role.STATUS)),
        names_issues,
        Role.INDICATOR,
        75,
        "{why}。指標名の列がほかになく、値の列の左で行ごとに違うため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.STATUS,)),
        names_what_is_judged,
        Role.INDICATOR,
        65,
        "{why}。指標名の列がほかになく、評価のある表の左端の言葉のため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.BODY,)),
        names_offices_alone,
        Role.INDICATOR,
        70,
        "{why}。指標名の列がほかになく、行ごとに違う左端の列のため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.TARGET,)),
        holds_goal_rates,
        Role.EXTRA,
        85,
        "{why}。内容が百分率で、数値の目標値の列がほかにあるため、そのまま残しました",
    ),
    CellRule(
        frozenset((Role.INDICATOR,)),
        heads_names,
        Role.LEVEL,
        85,
        "{why}。指標名の列がすぐ右にあるため、階層とみなしました",
    ),
    CellRule(
        frozenset((Role.LEVEL, Role.EXTRA)),
        holds_directions,
        Role.DIRECTION,
        85,
        "{why}。内容が増減の言葉や矢印だけのため、望ましい方向とみなしました",
    ),
    CellRule(
        frozenset((Role.LEVEL,)),
        _holds_spans,
        Role.EXTRA,
        85,
        "{why}。内容が「単年」「累計」や「当初」だけのため、そのまま残しました",
    ),
    CellRule(
        frozenset((Role.LEVEL, Role.STATUS)),
        holds_judgements_behind,
        Role.MARK,
        80,
        "{why}。値の列の右にあり、内容が進み具合を表す言葉だけのため、評価とみなしました",
    ),
    CellRule(
        _UNKNOWN,
        holds_words_of_progress,
        Role.MARK,
        75,
        "{why}が、値の列の右にあり、内容が進み具合を表す言葉だけのため、評価とみなしました",
        only_unknown=True,
    ),
    CellRule(
        frozenset((Role.TARGET,)),
        holds_what_is_aimed_at,
        Role.INDICATOR,
        80,
        "{why}。内容が言葉で、数値の目標の列がすぐ右にあるため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.INDICATOR,)),
        holds_figures_aimed_at,
        Role.TARGET,
        80,
        "{why}。内容が数値で、名前の列がすぐ左にあるため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.INDICATOR,)),
        holds_lone_figures,
        Role.TARGET,
        75,
        "{why}。内容が数値だけで、指標名の列がほかにもないため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.INDICATOR,)),
        holds_aims,
        Role.TARGET,
        80,
        "{why}。内容が数値で、指標名の列がほかにあるため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.EXTRA, Role.ACTUAL)),
        holds_aims_of_year,
        Role.TARGET,
        80,
        "{why}。内容が数値で、指標名の列がほかにあるため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.LEVEL,)),
        has_figures_like_an_indicator,
        Role.INDICATOR,
        80,
        "{why}。右の指標名の列と同じ値の列がすぐ右にあるため、指標名とみなしました",
    ),
    CellRule(
        frozenset((Role.LEVEL,)),
        holds_aims_of_plan,
        Role.TARGET,
        75,
        "{why}。年度があり、内容が数値で、目標値の列がほかにないため、目標値とみなしました",
    ),
    CellRule(
        frozenset((Role.LEVEL,)),
        holds_next_steps,
        Role.EXTRA,
        85,
        "{why}。値の列の右にあり、内容が「継続」「改善」などだけのため、そのまま残しました",
    ),
    CellRule(
        _UNKNOWN,
        _holds_dated_goals,
        Role.TARGET,
        75,
        "{why}が、年度のある目標で、目標値の列がほかにないため、目標値とみなしました",
        only_unknown=True,
    ),
    CellRule(
        _UNKNOWN,
        holds_units,
        Role.UNIT,
        85,
        "{why}が、値の列の左にあり、内容が単位だけのため、単位とみなしました",
        only_unknown=True,
    ),
    CellRule(
        _UNKNOWN,
        holds_groups,
        Role.LEVEL,
        70,
        "{why}が、指標の列の左にあり、いくつかの行をまとめる言葉だけのため、階層とみなしました",
    ),
    CellRule(
        frozenset(AIMS),
        holds_goals,
        Role.LEVEL,
        80,
        "{why}。内容が言葉だけで、指標の列の左にあるため、階層とみなしました",
    ),
)
LATE_RULES: tuple[CellRule, ...] = (
    CellRule(
        frozenset((Role.MARK, Role.EXTRA)),
        holds_review,
        Role.ACTUAL,
        80,
        "見出し「{title}」による。内容が数値のため、その時の実績値とみなしました",
    ),
    CellRule(
        frozenset((Role.STATUS, Role.MARK)),
        holds_reached,
        Role.ACTUAL,
        70,
        "見出し「{title}」による。内容が数値で、ほかに実績の列がないため、実績値とみなしました",
    ),
    CellRule(
        frozenset((Role.MARK,)),
        holds_rates,
        Role.RATE,
        90,
        "{why}。内容が百分率のため、達成率とみなしました",
    ),
    CellRule(
        frozenset((Role.MARK,)),
        holds_sentences,
        Role.STATUS,
        80,
        "見出し「{title}」による。内容が文だけのため、実施状況とみなしました",
    ),
    CellRule(
        frozenset((Role.BASELINE,)),
        holds_previous,
        Role.ACTUAL,
        80,
        "{why}。内容に年度があり、最新の値の列がほかにあるため、その年度の実績値とみなしました",
    ),
    CellRule(
        frozenset((Role.BASELINE,)),
        holds_years,
        Role.EXTRA,
        90,
        "{why}。内容が年度だけのため、そのまま残します",
    ),
    CellRule(
        frozenset((Role.STATUS,)),
        holds_judgements,
        Role.MARK,
        80,
        "見出し「{title}」と、進み具合を表す言葉だけの内容による",
    ),
    CellRule(
        frozenset((Role.STATUS,)),
        _holds_progress_rates,
        Role.RATE,
        80,
        "見出し「{title}」と、百分率の内容による",
    ),
    CellRule(
        _UNKNOWN,
        _said_of_marks(holds_rates),
        Role.RATE,
        80,
        "見出し「{title}」と、百分率の内容による",
        only_unknown=True,
    ),
    CellRule(
        _UNKNOWN,
        _said_of_marks(holds_marks),
        Role.MARK,
        80,
        "見出し「{title}」と、評価の記号だけの内容による",
        only_unknown=True,
    ),
    CellRule(
        _UNKNOWN,
        _holds_last_marks,
        Role.PREVIOUS_MARK,
        80,
        "見出し「{title}」と、評価の記号だけの内容による",
        only_unknown=True,
    ),
)


def find_rule(
    rules: Sequence[CellRule], role: Role, table: Table, column: int, *, is_unknown: bool
) -> CellRule | None:
    """The first rule that holds for a column taken for ``role``, None where its heading is right."""
    for rule in rules:
        if role in rule.roles and (is_unknown or not rule.only_unknown) and rule.holds(table, column):
            return rule
    return None
