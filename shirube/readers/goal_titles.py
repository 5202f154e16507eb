"""Years alone above figures of which the title, or the name of the sheet, says that they are goals.

    数値目標一覧
    指標      R5   R6   R7
    相談件数  120  130  140

Elsewhere figures below a year and no more are taken for actuals (columns.py).
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.core.reading import Standing
from shirube.readers.column_headings import find_roles, says_only_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.standing_columns import find_standing
from shirube.readers.table import Table

# 基本目標 and 施策目標 head parts of a plan; 目標の達成状況 tells of actuals.
_GOALS = late_pattern(
    r"(?:^|[\s・:：_＿)）\d度【〔［\[])(?:各?年度?別?の?|年次|計画の?|指標の?)?(?:数値)?目標(?:数?値)?"
    r"(?:の?(?:一覧|設定))?(?:表|シート)?[】〕］\]]?$"
    # 経営発達支援事業の目標: those of something that is named.
    r"|[業組画略援進成]の(?:数値)?目標(?:数?値)?$"
    # 特定健診目標実施率 is what shall be reached; 目標達成率 tells of what was.
    r"|目標(?:実施|受診|普及|利用|取得|収納|加入)(?:率|者?数)$"
)
# What a plan of welfare or care expects is what it promises to provide: 総事業費等の見込み, 介護給付費の推計.
_EXPECTED = late_pattern(
    r"(?:サービス|事業|利用|必要|需要|給付)\S{0,6}見込み?[量額数]?$|(?:費|量|額|数|サービス)等?の見込み?[量額数]?$"
    r"|(?:給付|事業|サービス|保険)(?:費|量|料)等?の推計$"
)
_ACTUALS = late_pattern(r"(?:推移|実績|経過|進捗状況|達成状況|(?:集計|調査|算定|測定)結果)(?:表|一覧)?$")
_LONGEST = 40
_SAID = frozenset((*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE, Role.STATUS))


def name_goals(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table with 目標値 in the headings that are years alone, where its title says so, and that said.

    Any column that says what it holds (実績, 目標値, 達成率) leaves the years what they are.
    """
    grid = table.grid
    above = [text for row in table.above for text in filled_cells(grid.rows[row])]
    behind = max((place + 1 for place, text in enumerate(above) if _tells_of_actuals(text)), default=0)
    titles = [grid.name, *above[behind:]]
    title = next((text for text in titles if _says_goals(text)), None)
    if title is None or _SAID & set(find_roles(table.headings).values()):
        return table, ()
    bare = [
        place
        for place, headings in enumerate(table.headings)
        if place not in table.stated and says_only_year(headings)
        if find_standing(" ".join(headings)) is Standing.UNSTATED
    ]
    if not bare:
        return table, ()
    headings = [say_goal(texts) if place in bare else texts for place, texts in enumerate(table.headings)]
    finding = Finding(
        code="years-are-goals",
        level=Level.ODD,
        place=grid.place(table.top, bare[0]),
        message=f"見出しが年度だけの{len(bare)}列を、「{title.strip()}」とあるため、目標値とみなしました。",
        remedy="実績値であれば、見出しを「令和5年度実績」のようにしてください。",
    )
    return replace(table, headings=tuple(headings)), (finding,)


def say_goal(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of a column with 目標値 behind the lowest of them."""
    last = max(place for place, text in enumerate(headings) if text.strip())
    return (*headings[:last], f"{headings[last]}目標値", *headings[last + 1 :])


def _tells_of_actuals(text: str) -> bool:
    """True for 3 女性参画率の推移: below it nothing is a goal, whatever the chapter before was about."""
    return len(text) <= _LONGEST and _ACTUALS.search(text.strip()) is not None


def _says_goals(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if "目標" in text:
        return _GOALS.search(text.strip()) is not None
    return ("見込" in text or "推計" in text) and _EXPECTED.search(text.strip()) is not None
