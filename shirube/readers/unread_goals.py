"""Figures in words beside a table, or within its names and texts, that no column took: told once per table.

    目標：5年間で3％削減
    職員の意識向上 ●研修参加率＝70.1％→72.3％

Rows of such figures are told by unread_rows.py; what a line says is found by goal_sentences.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Indicator
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.plan import Node, Plan
from shirube.readers.chain_parts import ARROWS, has_arrow
from shirube.readers.goal_sentences import LONGEST, find_numbers, find_said_numbers
from shirube.readers.grid import Grid

_LABEL_AND_FIGURE = 2
_GOALS = ("目標", "目標値", "目標量", "目標額", "目標数", "目標率")
_WORDS = ("目標", "目指", "計画値", "実績", "達成率")
# ●指標=70.1%→72.3%, and 参加者数 目標120人 実績98人.
_FIGURE = rf"約?[\d,.]+\s?[^\s\d{ARROWS}、。]{{0,6}}"
_CHANGE = late_pattern(rf"[=:\s]\s?{_FIGURE}\s?(?:\([^()]{{1,12}}\))?\s?[{ARROWS}]\s?{_FIGURE}")
_PAIR = late_pattern(
    r"(?:目標|計画)値?\s?[=:]?\s?(?:約|延べ)?[\d,.]+[^。\n]{1,30}?実績値?\s?[=:]?\s?(?:約|延べ)?\d"
)
_BULLETS = late_pattern(r"\n|(?<!\S)[・●○■◆◇▪•-]\s?")
# How a name ends that states a goal.
_AIMED = late_pattern(
    r"目標|目指|年度?末?までに|年間で\s?\d|(?:する|させる|にします|とします|すること)[。」)）]?$"
    r"|\d\s?[%％](?:以上|以下|未満|以内)[」』]?$"
)
# 会員数 3,000人: beside a rate of attainment without a goal the figure is the goal.
_ENDS = late_pattern(r"[\s間計べ][\d,.]+\s?[^\s\d]{1,4}$")
# A table shows in its first rows how its texts are written.
_LOOKED_AT = 400


def describe_unread_goals(
    plan: Plan, grid: Grid, lines: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[Finding]:
    """That lines around a table state goals or results which none of its figures repeats.

    ``lines`` are the rows around the table with their filled cells.
    """
    parts = [(row, text) for row, cells in lines for text in _join_label(cells)]
    likely = [(row, text) for row, text in parts if any(map(text.__contains__, _WORDS))]
    said = [(row, text, numbers) for row, text in likely if (numbers := find_said_numbers(text))]
    if not said:
        return
    known = {
        number for item in plan.indicators for number in (*_list_numbers(item), *find_numbers(item.name))
    }
    has_targets = any(item.targets for item in plan.indicators)
    # A goal that equals some actual by chance is none of the figures of a table without targets.
    unread = [
        (row, text)
        for row, text, numbers in said
        if not known.issuperset(numbers) or (not has_targets and _says_aim(text))
    ]
    if not unread:
        return
    aims = [(row, text) for row, text in unread if _says_aim(text)]
    row, text = (aims or unread)[0]
    yield Finding(
        code="goals-unread",
        # Where rows have targets of their own, a line rather speaks of the whole.
        level=Level.ODD if aims and not has_targets else Level.INFORMATION,
        place=grid.place(min(row, grid.height - 1), 0),
        message=f"表の外にある「{' '.join(text.split())[:60]}」の数値は、"
        f"どの指標のどの年度の値か分からないため、読み取りませんでした{_count_others(unread)}。",
        remedy="指標の目標値や実績値であれば、表に列を設けて記入してください。",
    )


def _join_label(cells: Sequence[str]) -> Sequence[str]:
    """平成24年度目標値 | 12,259トン as one text: the label says what the figure beside it is."""
    if len(cells) != _LABEL_AND_FIGURE or not cells[1][:1].isdigit() or any(map(str.isdigit, cells[0][-1:])):
        return cells
    is_goal = cells[0].endswith(_GOALS) and parse_reading(cells[1]).quantity is not None
    return [f"{cells[0]}：{cells[1]}"] if is_goal else cells


def describe_figures_in_texts(plan: Plan, grid: Grid, rows: dict[str, int]) -> Iterator[Finding]:
    """That names or texts of rows hold figures, or goals, which none of the row's figures repeats.

    ``rows`` are the rows of the grid in which the indicators stand.
    """
    found = [
        (item, part)
        for path, item in plan.rows[:_LOOKED_AT]
        if (part := next(filter(None, (_find_unread(text, item) for text in _list_texts(path, item))), ""))
        or (
            not item.targets
            and (part := next(filter(None, (_find_goal(name, item) for name in _names(path, item))), ""))
        )
    ]
    if not found:
        return
    item, part = found[0]
    place = grid.place(rows[item.key], 0) if item.key in rows else Place(file=grid.file, sheet=grid.name)
    yield Finding(
        code="figures-in-texts",
        level=Level.ODD,
        place=place,
        message=f"名前や説明の欄に書かれた「{' '.join(part.split())[:60]}」の数値は、"
        f"目標値や実績値として読み取りませんでした{_count_others(found)}。",
        remedy="指標の値であれば、目標値と実績値の列に記入してください。",
    )


def _says_aim(text: str) -> bool:
    return "目標" in text or "目指" in text


def _count_others(found: Sequence[object]) -> str:
    return f"（ほかに{len(found) - 1}か所）" if len(found) > 1 else ""


def _list_numbers(item: Indicator) -> Iterator[Decimal]:
    """The numbers of a row's figures, as they are written and as they are meant."""
    figures = (*item.targets, *item.actuals, *((item.baseline,) if item.baseline else ()))
    for one in figures:
        if one.reading.quantity is not None:
            yield one.reading.quantity.value
        yield from find_numbers(one.reading.text)
    for one in item.published:
        yield from find_numbers(f"{one.rate}%")


def _names(path: Iterable[Node], item: Indicator) -> tuple[str, ...]:
    return (item.name, *(node.name for node in path))


def _list_texts(path: Iterable[Node], item: Indicator) -> Iterator[str]:
    yield from _names(path, item)
    yield from (status.text for status in item.statuses)
    yield from (text for _, text in item.extras)


def _find_unread(text: str, item: Indicator) -> str:
    """The first part of a text with a target and an actual of its own; "" for sentences and for none."""
    if "実績" not in text and not has_arrow(text):
        return ""
    for part in _BULLETS.split(fold_width(text)):
        if len(part) > LONGEST or part.rstrip().endswith("。"):
            continue
        match = _PAIR.search(part) or _CHANGE.search(part)
        if match and not set(_list_numbers(item)).issuperset(find_numbers(match.group())):
            return part.strip()
    return ""


def _find_goal(name: str, item: Indicator) -> str:
    """A name that states a goal, in a row that has none."""
    is_rated = any(one.rate for one in item.published)
    is_aimed = _AIMED.search(name) or (is_rated and _ENDS.search(fold_width(name)))
    if not is_aimed or "実績値" in name:
        return ""
    numbers = find_said_numbers(f"目標 {name}")
    return name if numbers and not set(_list_numbers(item)).issuperset(numbers) else ""
