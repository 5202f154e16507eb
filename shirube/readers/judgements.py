"""Rows of a form in which a label and beside it a mark stand: 今年度の評価 | Ａ, 進捗状況 | ■順調 □遅れ.

To which indicators such a mark belongs is said by form_marks.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import are_words_of_progress
from shirube.readers.checked_marks import find_checked
from shirube.readers.headings import match_heading
from shirube.readers.legend import is_band, is_mark
from shirube.readers.line_words import match_kind, parse_year_heading
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_LABEL = late_pattern(
    r"(?:[(（]?(?:\d{1,2}|[①-⑳ア-オ])[)）.．、]?)?(?:(?:今|本|当|当該)年度の?|今回の?|令和\d{1,2}年度の?|R\d{1,2}の?)?(?:(?:KPI|数値目標|目標|指標|成果)の?)?"
    r"(?P<kind>(?:自己|内部|外部|庁内|総合|最終|全体|一次|二次|施策の?|事業の?|取組の?|指標の?|達成度?の?){0,2}"
    r"(?:評価|判定|点検)(?:結果|区分|ランク|点)?|(?:進捗|達成)(?:の?(?:状況|度合い|度)(?:の?(?:評価|区分))?|評価|区分)|ランク)"
)
_HINTS = ("評価", "判定", "点検", "進捗", "達成", "ランク")
# Beside other labels a number counts something: 達成状況 | 3.
_HINTS_OF_GRADES = ("評価", "判定", "ランク")
_AXIS = late_pattern(r".{0,20}(?:妥当|有効|効率|経済|必要|緊急|公平|公共|優先)性")
_LABEL_AND_TEXT = 2
_IN_A_LINE = late_pattern(
    r"[\s・○●◆■【〔\[(（]*(?P<label>[^\s:：】〕\]()（）]{2,12})[】〕\])）]?\s*[:：　]\s*(?P<mark>\S.{0,40})"
)
_WHOLES = ("総合", "全体", "最終", "施策", "事業", "取組")
# Who judges first, and who after them.
_STAGES = (("一次", "自己", "内部"), ("二次", "外部"), ("三次", "最終"))
_LONGEST_LABEL = 16
_LONGEST_SIGN = 2
# Signs, a label and a mark: longer ones are texts, or blanks without end.
_LONGEST_LINE = 100
# Ａ　順調に進んでいる, Ｂ（概ね…）: the mark, and what it means.
_MARK_BEFORE = late_pattern(r"(?P<mark>[A-ES]|[◎○〇●△▲×☆★]{1,5})(?:[\s:・.]\s{0,9}|(?=[(]))(?P<words>\D.+)")
# What may stand behind the mark in its row: an empty choice, or the label of something else.
_MOST_CELLS = 12


class Judgement(Struct, frozen=True):
    """A label and the mark beside it, with the column of the mark."""

    label: str
    mark: str
    column: int


def may_hold_judgement(text: str) -> bool:
    """Rules out at next to no cost a text that names no mark."""
    return any(hint in text for hint in _HINTS)


def find_judgement(line: Sequence[str]) -> Judgement | None:
    """The only label of a row with a mark beside it, or the last stage of several; None for any other row."""
    filled = [(column, text.strip()) for column, text in enumerate(line) if text.strip()]
    if len(filled) == 1:
        return _split_judgement(*filled[0])
    if not 2 <= len(filled) <= _MOST_CELLS:
        return None
    found: list[Judgement] = []
    are_axes = any(map(_is_axis, pairwise(filled)))
    for (_, label), (column, text) in pairwise(filled):
        is_counted = text.isdigit() and not are_axes and not any(hint in label for hint in _HINTS_OF_GRADES)
        if is_judgement_label(label) and not is_counted and (mark := parse_judgement(text)):
            found.append(Judgement(label, mark, column))
    if len(found) > 1 and len(filled) == 2 * len(found):
        return _find_last_stage(found)
    if len(found) != 1:
        return None
    behind = [text for column, text in filled if column > found[0].column]
    # A | B | C is a row of headings, and A | 100%以上 the entry of a legend.
    if not behind:
        return found[0]
    # Behind the whole's mark its reason may stand: 総合評価 | Ａ | 継続する.
    is_told = bool(match_heading(behind[0])) or (len(behind) == 1 and _is_of_whole(found[0].label))
    is_told = is_told or are_axes
    if is_mark(behind[0]) or is_band(behind[0]) or not is_told:
        return None
    return found[0]


def _is_axis(pair: tuple[tuple[int, str], tuple[int, str]]) -> bool:
    """True for 事業の妥当性 | 3: what else is judged in the same row, in the same numbers."""
    (_, label), (_, text) = pair
    return len(text) == 1 and text.isdigit() and _AXIS.fullmatch(fold_width(label)) is not None


def _find_last_stage(found: Sequence[Judgement]) -> Judgement | None:
    """二次評価 of 一次評価 | Ｂ | 二次評価 | Ａ: what was decided in the end; None for other pairs."""
    stages = [
        next((stage for stage, words in enumerate(_STAGES) if any(word in one.label for word in words)), -1)
        for one in found
    ]
    rising = stages[0] >= 0 and all(sooner < later for sooner, later in pairwise(stages))
    return found[-1] if rising else None


def _is_of_whole(label: str) -> bool:
    return any(word in label for word in _WHOLES)


def ends_lines(line: Sequence[str], first: int, *, gap: bool) -> bool:
    """True for the mark of the form below the lines of a block, which is no line of it.

    It stands after a gap, left of the years, which begin at ``first``, or has the label of something else
    with its value behind it.
    """
    judgement = find_judgement(line)
    if judgement is None:
        return False
    if gap or not any(line[first:]):
        return True
    filled = [text for text in line if text]
    is_first = filled[0] == judgement.label
    return is_first and len(filled) > 2 and len(filled) % 2 == 0 and len(filled[2]) <= _LONGEST_LABEL


def leave_judgements_out(table: Table) -> Table:
    """The table without rows such as 自己評価 | Ｂ（概ね…） at its end: they are no indicators.

    With them go the labels of texts around them: 改善点 | 周知の方法を見直す.
    """
    body = list(table.body)
    left: list[int] = []
    while len(body) > 1 and (_is_judgement(table, body[-1]) or _is_text(table, body[-1])):
        left.insert(0, body.pop())
    if not any(_is_judgement(table, row) for row in left):
        return table
    return replace(table, body=tuple(body), below=(*left, *table.below))


def describe_heading_mark(table: Table) -> tuple[Finding, ...]:
    """That a mark stands in a row of headings, with nothing below it: that of the whole part, most likely."""
    for column, texts in enumerate(table.headings):
        text = texts[-1].strip()
        if len(text) > _LONGEST_SIGN or not is_mark(text) or text in DASHES or not _may_be_mark(text):
            continue
        if any(cell_text(table.grid, row, column) for row in table.body):
            continue
        finding = Finding(
            code="mark-in-heading",
            level=Level.ODD,
            place=table.grid.place(table.top + table.heading_rows - 1, column),
            message=f"見出しの行に評価と思われる「{text}」がありますが、どの指標の評価か分からないため、"
            "読み取りませんでした。",
            remedy="評価の列を設けて、指標ごとに記入してください。",
        )
        return (finding,)
    return ()


def _may_be_mark(text: str) -> bool:
    """False for a number and for R6, which heads figures that are not there yet."""
    return not text.isdigit() and parse_year_heading(text) is None


def _is_text(table: Table, row: int) -> bool:
    filled = [text for column in range(table.grid.width) if (text := cell_text(table.grid, row, column))]
    if len(filled) != _LABEL_AND_TEXT or parse_reading(filled[1]).quantity is not None:
        return False
    word = match_heading(filled[0])
    return word is not None and word.role in (Role.STATUS, Role.ISSUE, Role.NOTE)


def _is_judgement(table: Table, row: int) -> bool:
    cells = table.grid.rows[row]
    column = next((place for place, cell in enumerate(cells) if cell != ""), 0)
    if not may_hold_judgement(str(cells[column])):
        return False
    # Among 目標 and 実績 it is a line of marks.
    others = (cell_text(table.grid, other, column) for other in table.body if other != row)
    if any(map(match_kind, others)):
        return False
    texts = [cell_text(table.grid, row, place) for place in range(table.grid.width)]
    return find_judgement(texts) is not None


def is_judgement_label(text: str) -> bool:
    """True for 評価, 今年度の評価, 進捗状況 and 点検結果; not for the mark of another year."""
    bare = "".join(fold_width(text).split())
    return len(bare) <= _LONGEST_LABEL and may_hold_judgement(bare) and bool(_LABEL.fullmatch(bare))


def _split_judgement(column: int, text: str) -> Judgement | None:
    """進捗状況：順調 in a line of its own; with further words behind the mark it may be a legend."""
    match = _IN_A_LINE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if match is None or not is_judgement_label(match["label"]):
        return None
    mark = match["mark"]
    is_given = is_mark(mark) or are_words_of_progress([mark]) or ("□" in mark and find_checked(mark) != "")
    return Judgement(match["label"], parse_judgement(mark), column) if is_given else None


def parse_judgement(text: str) -> str:
    """The mark that a cell beside such a label gives: Ａ, 順調, the ticked of several; "" for other texts."""
    if "□" in text or "☐" in text:
        ticked = find_checked(text)
        return parse_judgement(ticked) or ticked
    folded = fold_width(text).strip()
    if folded in DASHES:
        return ""
    if is_mark(text) or are_words_of_progress([text]):
        return text
    match = _MARK_BEFORE.fullmatch(folded)
    return match["mark"] if match else ""
