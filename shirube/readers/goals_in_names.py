"""Goals told in whole sentences where the names stand: 運動をする市民の割合を65%以上にします。

    数値目標（目標年度：平成32年度）           23年度   24年度
    運動をする市民の割合を65%以上にします。    46.8%    48.6%

What is measured stays the name, and the figure becomes the goal. In a column of goals of its own, whose names
stand elsewhere, nothing but the figure is taken from such a sentence. Figures behind a name without a
sentence are told by named_figures.py, goals of which a cell says nothing else by goal_cells.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.headings import clean_heading
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# を and は lead to the figure, and に says that it shall come to that: 10%削減する tells a change.
_TOLD = late_pattern(
    r"(?P<name>[^。]{2,80}?)(?:[をは]、?|が、?)(?P<when>[^。を]{0,20}までに?、?)?\s?"
    r"(?P<figure>(?:約|延べ|年間?|月)?\s?\d[\d,.]*\s?[^\s\d。、にへとま]{0,6}?(?:以上|以下|未満|以内|程度)?)"
    r"(?:に|へ|まで|と)(?!対し|比べ|つい)[^。\d]{0,14}(?:する|します|せる|せます|げる|げます|める|めます|やす|やします|らす|らします"
    r"|す|ます|なる|なります|指す|ること|たす|保つ)?[。.]?"
)
_GOAL_YEAR = late_pattern(r"目標(?:達成)?年[度次]")
_LONGEST = 160
_FEWEST = 2


def set_goals_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column of goals beside such names, and that said; None where most cells tell none."""
    roles = find_roles(table.headings)
    named = [place for place, role in roles.items() if role is Role.INDICATOR and place not in table.stated]
    if (
        len(named) != 1
        or any(role in AIMS for role in roles.values())
        or "目標" not in "".join(table.headings[named[0]])
    ):
        return None
    column = named[0]
    if not any(role is Role.ACTUAL for role in roles.values()) and not any(
        map(says_only_year, table.headings)
    ):
        return None
    cells = {row: text for row in table.body if (text := cell_text(table.grid, row, column))}
    found = {row: told for row, text in cells.items() if (told := _split(text))}
    if len(found) < _FEWEST or len(found) * 2 <= len(cells):
        return None
    year = _find_year(" ".join(table.headings[column]))
    goal = lone_heading(table, f"{year}{heading_word(Role.TARGET)}")
    own = lone_heading(table, heading_word(Role.INDICATOR))
    headings = [*table.headings[:column], own, goal, *table.headings[column + 1 :]]
    body = [_write(table, row, column, found.get(row)) for row in table.body]
    return replace_rows(table, headings, body), _describe(table, min(found), column)


def take_goals_from_sentences(table: Table) -> tuple[Table, Finding] | None:
    """The table with the figures of such sentences in its columns of goals, and that said; else None."""
    roles = find_roles(table.headings)
    aims = [
        place
        for place, headings in enumerate(table.headings)
        if place not in table.stated
        # 環境目標(平成22年度) is understood by its cells (cell_rules.py), which comes later.
        and (roles.get(place) in AIMS or (place not in roles and _says_goal(headings)))
    ]
    found = {
        (row, place): told[1]
        for row in table.body
        for place in aims
        if isinstance(cell := table.grid.rows[row][place], str)
        and parse_reading(cell).missing is Missing.UNREADABLE
        and (told := _split(cell))
    }
    if not found or not {Role.INDICATOR, Role.LEVEL} & set(roles.values()):
        return None
    body: list[Line] = [
        [Cell(row, place, found.get((row, place))) for place in range(table.grid.width)] for row in table.body
    ]
    return replace_rows(table, table.headings, body), _describe_goals(table, *min(found))


def _says_goal(headings: Sequence[str]) -> bool:
    text = clean_heading(next((text for text in reversed(headings) if text), "")).removesuffix("()")
    return text.endswith(("目標", "目標値")) and not text.startswith("参考")


def _describe_goals(table: Table, row: int, column: int) -> Finding:
    text = " ".join(cell_text(table.grid, row, column).split())[:40]
    return Finding(
        code="goals-in-sentences",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message=f"目標値の欄の「{text}」のような文から、目標の数値だけを読み取りました。",
        remedy="違う場合は、目標値だけを記入してください。",
    )


def _split(text: str) -> tuple[str, str] | None:
    """What is measured, and the figure that it shall come to, with the year of it in brackets behind."""
    folded = fold_width(" ".join(text.split()))
    match = _TOLD.fullmatch(folded) if len(folded) <= _LONGEST else None
    if match is None:
        return None
    figure, when = match["figure"].strip(), next(find_fiscal_years(match["when"] or ""), None)
    if parse_reading(figure).quantity is None:
        return None
    return match["name"], f"{figure}({when.year.render()})" if when else figure


def _find_year(heading: str) -> str:
    """The year that a heading gives to its goals, "" for none or several."""
    folded = fold_width(heading)
    mentions = list(find_fiscal_years(folded))
    label = _GOAL_YEAR.search(folded)
    behind = [mention for mention in mentions if label and mention.start >= label.end()]
    years = {mention.year for mention in behind or mentions}
    return years.pop().render() if len(years) == 1 else ""


def _write(table: Table, row: int, column: int, told: tuple[str, str] | None) -> Line:
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    own: Line = [Cell(row, column, part) for part in told] if told else [line[column], ""]
    return [*line[:column], *own, *line[column + 1 :]]


def _describe(table: Table, row: int, column: int) -> Finding:
    return Finding(
        code="goals-in-names",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message="指標名の欄が「○○の割合を65%以上にする」のような文のため、指標名と目標値に分けて読み取りました。",
        remedy="違う場合は、目標値を別の列に記入してください。",
    )
