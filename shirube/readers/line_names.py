"""Tables without any name of an indicator: one row of figures below a line that says of what.

数値目標① 出生数
H26（基準値） | H27  | H31（目標値）
3,823         | 3,975 | 4,107
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan
from shirube.readers.amendments import Amendment
from shirube.readers.headings import match_heading
from shirube.readers.leading_lines import find_defined_name, names_measure, says_nothing
from shirube.readers.legend import is_mark
from shirube.readers.name_units import match_unit_line
from shirube.readers.surroundings import is_note

# What only counts the lines: 数値目標①, KPI 2, 指標3：. The name stands behind it.
_COUNT = late_pattern(
    r"\s*(?:数値目標|成果指標|活動指標|評価指標|指標|KPI)名?\s*(?:(?:その)?[(（]?\d{1,3}[)）]?\s*[:：.、|]?|[:：]|(?<=\s))\s*"
)
# 平成23年度の使用率は、25.7パーセント tells a figure of the table.
_TELLS_FIGURE = late_pattern(r"[^。]{0,40}\d+年度?[^。]{0,40}は、?\s*(?:約|延べ)?\d")
# What a form says it is about, and the first word behind it.
_SUBJECT = late_pattern(r"(?:指標|(?:事務)?事業|取組|施策|項目)(?:の?名称?)\s*[:：]?\s+(?P<name>\S{2,60})")
_FEWEST_FILLED = 4
_LONGEST = 60
_FIGURES_AND_MARKS = (*FIGURES, Role.RATE, Role.MARK, Role.DIFFERENCE)


def _is_nameless(plan: Plan) -> bool:
    """True where no indicator has a name, nor a node above it."""
    return bool(plan.indicators) and not any(
        item.name or any(node.name for node in path) for path, item in plan.rows
    )


def name_by_line(plan: Plan, above: Sequence[str]) -> tuple[str, Amendment | None]:
    """The name that the line above gives to the one indicator of a table without names, and the change."""
    if len(plan.indicators) != 1 or not _is_nameless(plan):
        return "", None
    lines = [line.strip() for line in above if line.strip() and not is_note(line)]
    lines = [line for line in lines if not match_unit_line(line)]
    while len(lines) > 1 and says_nothing(lines[-1]) and _is_name(lines[-2]):
        lines.pop()
    while len(lines) > 1 and _TELLS_FIGURE.match(fold_width(lines[-1])):
        lines.pop()
    if lines and _is_filled_in(lines[-1]):
        # A form names its subject further up: 事務事業名 | 広報事業, and below it 達成度 | 3 | 妥当性 | 3.
        subject = next((match["name"] for line in reversed(lines) if (match := _SUBJECT.match(line))), "")
        return (subject, lambda item: replace(item, name=subject)) if subject else ("", None)
    if lines and (name := find_defined_name(lines[-1])):
        return name, lambda item: replace(item, name=name)
    # 取組内容 | 支援を行った。 tells what was done.
    if lines and lines[-1].endswith("。") and " " in lines[-1]:
        return "", None
    if not lines or len(lines[-1]) > _LONGEST or says_nothing(lines[-1]) or _says_what_figures_are(lines[-1]):
        return "", None
    name = strip_count(lines[-1])
    return (name, lambda item: replace(item, name=name)) if name else ("", None)


def _is_filled_in(line: str) -> bool:
    """True for 達成度 3 妥当性 3: labels of a form with what was filled in, and no name."""
    cells = line.split()
    filled = sum(cell.isdecimal() or is_mark(cell) for cell in cells)
    return len(cells) >= _FEWEST_FILLED and filled > 1


def _is_name(line: str) -> bool:
    return bool(find_defined_name(line)) or names_measure(line)


def _says_what_figures_are(line: str) -> bool:
    """True for 達成度 alone above a table, which says what it shows and not of what."""
    word = match_heading(line)
    return word is not None and word.role in _FIGURES_AND_MARKS


def strip_count(line: str) -> str:
    """A line without what only counts it or leads to a name: 数値目標① 出生数, 指標名：ごみ排出量."""
    folded = fold_width(line)
    match = _COUNT.match(folded)
    if match is None or match.end() == len(folded):
        return line
    # Most signs stay one sign when they are folded: then the name is as it was written.
    whole = line if len(line) == len(folded) else folded
    return whole[match.end() :].strip()


def describe_names(plan: Plan, name: str, place: Place) -> list[Finding]:
    """That the name was taken from the line above; or that there is none at all."""
    if name:
        return [
            Finding(
                code="name-from-line",
                level=Level.INFORMATION,
                place=place,
                message=f"表に指標名がないため、すぐ上の行から指標名を「{name}」としました。",
                remedy="違う場合は、表に「指標」の列を設けて指標名を記入してください。",
            )
        ]
    if not _is_nameless(plan):
        return []
    return [
        Finding(
            code="names-missing",
            level=Level.GRAVE,
            place=place,
            message="指標名がどこに書かれているか分からないため、名前のない指標として読み取りました。",
            remedy="表に「指標」の列を設けて指標名を記入するか、読み取り設定（--layout）で列を指定してください。",
        )
    ]
