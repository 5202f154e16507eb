"""Years alone above rows that are called by what is expected and what is provided for it: a plan, no actuals.

    放課後児童クラブ   27年度  28年度  29年度
    量の見込み  A      26,476  26,244  25,980
    確保方策    B      23,986  24,467  24,791
    過不足  B-A        ▲2,490  ▲1,777  ▲1,189

Plans for the support of children, welfare and care are written so, and others where every row says that it is
one of goals: 目標値, 登録目標件数. Elsewhere figures below a year and no more
are taken for actuals (columns.py); goals that a title tells are named by goal_titles.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.core.reading import Standing
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.goal_titles import say_goal
from shirube.readers.standing_columns import find_standing
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_NUMBER = late_pattern(r"\A[\s(（]*(?:[①-⑳]|\d{1,2}[.、)]?|[A-Za-zア-オ][.)]?)[\s)）]*(?=[^\d\s])")
_EXPECTED = late_pattern(
    r"(?:サービス|必要)?(?:利用者?数?の?)?見込み?量?数?|(?:需要)?量の見込み?|需要量"
    # The posts that a plan of staff allows for: 計画職員数 above 対前年増減数.
    r"|(?:計画|目標)(?:職員数?|定員|定数|人員)"
)
# 登録目標件数, 登録件数（目標）; 目標達成率 tells what was reached.
_GOALS = late_pattern(
    r"[^。]{0,24}?目標(?:値|数|量|額|率|面積|[人件回戸店社台校本頭]数)?(?:[(（][^()（）]{0,8}[)）])?"
    r"|[^。()（）]{1,24}[(（](?:年度?)?目標(?:値|数)?[)）]"
)
_PROVIDED = late_pattern(r"(?:提供体制の)?確保(?:の)?(?:方策|内容|量|数)|提供量")
_BALANCE = late_pattern(
    r"対?前年度?(?:増減|比較?|差)(?:数|率)?|増減(?:数|率)?|過不足(?:数|量)?|差引?|.*の差|[A-Za-z\d]?-[A-Za-z\d]?"
)
_BEHIND = late_pattern(
    r"(?:[(（][^()（）]*+[)）]|[\s(（]*[A-Za-z](?:\s*[=＝]\s*[A-Za-z]\s*-\s*[A-Za-z])?[)）]?)\s*\Z"
)
_YEARLY = frozenset((*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.STATUS))
# Columns in which such words stand.
_FIRST_COLUMNS = 2
_LONGEST = 60


def name_plans(table: Table) -> tuple[Table, Finding] | None:
    """The table with 目標値 in headings that are years alone, where every row is of a plan, and that said.

    Any column that says what it holds (実績, 目標値) leaves the years what they are, and so does any other
    row: beside 利用実績 the expectation is told apart line by line.
    """
    roles = find_roles(table.headings)
    if _YEARLY & set(roles.values()):
        return None
    bare = [
        place
        for place, headings in enumerate(table.headings)
        if place not in table.stated and place not in roles and says_only_year(headings)
        if find_standing(" ".join(headings)) is Standing.UNSTATED
    ]
    words = _find_words(table, min(bare)) if bare else None
    if not words:
        return None
    headings = [say_goal(texts) if place in bare else texts for place, texts in enumerate(table.headings)]
    finding = Finding(
        code="rows-of-plan",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, bare[0]),
        message=f"見出しが年度だけで、行が{words}のため、計画の値（目標値）とみなしました。",
        remedy="実績値であれば、見出しを「令和5年度実績」のようにしてください。",
    )
    return replace(table, headings=tuple(headings)), finding


def _find_words(table: Table, first: int) -> str:
    """What the rows are called, to be shown; "" where one of them is anything else than a row of a plan.

    A word holds for the rows below it whose own cell is blank.
    """
    for column in range(min(first, _FIRST_COLUMNS)):
        texts = [text for row in table.body if (text := cell_text(table.grid, row, column))]
        if not texts or not cell_text(table.grid, table.body[0], column):
            continue
        if all(map(_GOALS.fullmatch, texts)):
            return "と".join(f"「{' '.join(text.split())}」" for text in dict.fromkeys(texts[:2]))
        names = list(dict.fromkeys(map(_clean, texts)))
        plans = [name for name in names if _EXPECTED.fullmatch(name) or _PROVIDED.fullmatch(name)]
        if any(map(_EXPECTED.fullmatch, plans)) and all(
            name in plans or _BALANCE.fullmatch(name) for name in names
        ):
            return "と".join(f"「{name}」" for name in plans[:2])
    return ""


def _clean(text: str) -> str:
    """A label without its number and the letter of a formula: ①量の見込み, 確保方策 B, 過不足 C=B-A."""
    if len(text) > _LONGEST:
        return text
    folded = " ".join(fold_width(_NUMBER.sub("", text, count=1)).split())
    return _BEHIND.sub("", folded).replace(" ", "")
