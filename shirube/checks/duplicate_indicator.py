"""One indicator that stands in the plan twice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shirube.checks.context import CheckContext, Row, fold_name
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.situation import number_of
from shirube.core.unit import canonical_unit

CODE = "duplicate-indicator"
LEVELS = (Level.GRAVE, Level.ODD, Level.INFORMATION)

_REPEATED = "再掲"
# One character (市, ①) is no name that could be repeated.
_SHORTEST = 2

Figures = dict[tuple[str, FiscalYear], tuple[Fraction, str]]


def check_duplicate_indicator(context: CheckContext) -> Iterator[Finding]:
    """Rows with the activity, indicator name, unit and bodies of an earlier one: one finding for each name.

    Grave when the two stand under one measure with different figures; odd when under different measures,
    where two activities may share a general name, or with the same figures under one measure, or when a name
    occurs three times and more, which rather is no name; an information when the same figures are repeated
    elsewhere. Silent when a row that repeats the same figures says 再掲, and for rows without a name.
    """
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in context.rows:
        if len(fold_name(row.activity + row.indicator.name)) >= _SHORTEST:
            groups.setdefault(_identify(row), []).append(row)
    for rows in groups.values():
        differences = _find_differences(*rows[:2]) if len(rows) > 1 else []
        if len(rows) > 2 and differences:
            yield _report_many(rows)
        elif len(rows) > 1 and (differences or not _says_repeated(rows)):
            yield _report(rows[0], rows[1], differences)


def _identify(row: Row) -> tuple[object, ...]:
    bodies = frozenset(fold_name(body) for body in row.indicator.bodies)
    name = fold_name(row.indicator.name.replace(_REPEATED, "")).replace("()", "")
    return fold_name(row.activity), name, canonical_unit(row.indicator.unit), bodies


def _collect_figures(row: Row) -> Figures:
    """Every number with its text, by what it is and its year."""
    series = (("目標値", row.indicator.targets), ("実績値", row.indicator.actuals))
    return {
        (word, item.year): (number, item.reading.render())
        for word, items in series
        for item in items
        if (number := number_of(item.reading)) is not None
    }


def _find_differences(first: Row, second: Row) -> list[str]:
    """Figures of one year that both rows state differently, in words."""
    left, right = _collect_figures(first), _collect_figures(second)
    return [
        f"{year.render()}の{word}が{left[word, year][1]}と{right[word, year][1]}"
        for word, year in left
        if (word, year) in right and left[word, year][0] != right[word, year][0]
    ]


def _says_repeated(rows: list[Row]) -> bool:
    return any(
        _REPEATED in text
        for row in rows
        for text in (row.name, row.indicator.goal, *row.indicator.notes, *row.path[-1].labels)
    )


def _report(first: Row, second: Row, differences: list[str]) -> Finding:
    # Nodes are told apart by identity: two measures of one name under different parents are two.
    together = [id(node) for node in first.path[:-1]] == [id(node) for node in second.path[:-1]]
    where = "同じ施策の中" if together else f"「{_render_measure(first)}」と「{_render_measure(second)}」"
    if differences:
        more = "など" if len(differences) > 2 else ""
        level = Level.GRAVE if together else Level.ODD
        message = f"同じ指標が{where}に2回あり、数値が違います（{'、'.join(differences[:2])}{more}）。"
        remedy = (
            "どちらが正しいか元の資料で確かめて一方を削除してください。別の指標であれば名称を変えてください。"
        )
    else:
        level = Level.ODD if together else Level.INFORMATION
        message = f"同じ指標が{where}に2回あります。件数や平均を二重に数えるおそれがあります。"
        remedy = (
            "不要な行であれば削除してください。"
            if together
            else "再掲であれば、指標名に「（再掲）」と記入してください。"
        )
    return Finding(code=CODE, level=level, place=Place(indicator=second.name), message=message, remedy=remedy)


def _report_many(rows: list[Row]) -> Finding:
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=Place(indicator=rows[1].name),
        message=f"同じ名称の指標が{len(rows)}回あり、数値が違います。"
        "指標の名称が別の列にあるか、名称だけでは区別できない指標です。",
        remedy="名称の列が正しく読み取られているか確かめ、区別できる指標名にしてください。",
    )


def _render_measure(row: Row) -> str:
    return row.path[-2].name if len(row.path) > 1 else row.activity
