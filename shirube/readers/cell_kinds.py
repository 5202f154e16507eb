"""What the cells of a column look like, where its heading can mean several things: rates, years, directions.

Which role follows from that is said by columns.py and column_roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_first_figure, find_roles, find_year
from shirube.readers.direction_words import parse_direction
from shirube.readers.headings import (
    clean_heading,
    find_heading_year,
    find_period,
    is_only_year,
    match_lowest,
)
from shirube.readers.legend import is_mark
from shirube.readers.line_words import parse_year_cell
from shirube.readers.table import Table
from shirube.readers.values import DITTOS, cell_text

_RATE = late_pattern(r"[△▲-]?[\d,]+(?:\.\d+)?\s*%")
_RATE_BELOW = late_pattern(r"[△▲-]?[\d,]+(?:\.\d+)?\s*%?")
_OF_MARKS = late_pattern(
    r"(?:進捗|進ちょく|(?:(?:年次|年度|単年度|中間|最終)?(?:目標|計画)(?:の|値の)?)?達成|総合|判断)(?:の?(?:状況|度合い?|記号))?|分類|達成見込み?"
    r"|目標(?:値)?に対する(?:進捗|達成)(?:の?状況|率|度)?|(?:目標(?:値)?の?)?達成(?:に向けた|に向けての|へ向けた)(?:進捗)?(?:の?状況)?"
)
FIGURES_AND_RATES = (*FIGURES, Role.RATE, Role.DIFFERENCE)
# What a figure that was reached is held against.
_COMPARED = (Role.BASELINE, *AIMS)
# Below 最終評価 they say no more than that a figure stands there.
_VALUES = frozenset(("値", "数値", "結果", "実績", "実績値", "現状値"))
_REVIEW = late_pattern(r"(?:中間|最終|直近|期末|事後)評価(?:時|値)?(?:\([^()]*\))?")
# 12, 1,200人 and 3.5 are what was reached; a small whole number may be a mark, a percentage a rate.
_REACHED = late_pattern(r"[△▲-]?(?P<figure>[\d,]+(?:\.\d+)?)\s*(?P<unit>[^\d\s]{0,4})")
# What is said of a figure behind it: 2,211(H26)※調査時点変更.
_REMARK = late_pattern(r"(?:\([^()]{2,8}\))?(?:※.*)?$")
NEXT_STEP = late_pattern(
    r"(?:現状|事業|取組|内容|手法|このまま|引き続き)?(?:の|を|で|どおり)?(?:一部)?"
    r"(?:継続|維持|拡充|拡大|充実|強化|改善|見直し|縮小|廃止|休止|終了|完了|統合|移行|重点化|検討|推進|実施)"
    r"(?:して|し)?(?:継続|実施|推進|する)?"
)
# In place of a year they say that a goal holds for all.
EVERY_YEAR = frozenset(("毎年度", "毎年", "各年度", "各年", "単年度", "毎年度末", "期間中毎年"))
_RESULTS = late_pattern(r"(?:取り?組み?|実施|実行)(?:の)?(?:結果|実績)(?:\([^()]*\))?")
_STATE = late_pattern(r"(?:.{0,4}の)?(?:達成|進捗)(?:の)?状況")
# What people write of the progress instead of a sign; any other word tells the story.
_JUDGED = late_pattern(
    r"(?:(?:概|おおむ)ね|ほぼ|やや|大幅に|大きく|一部)?(?:順調|達成|遅れ|遅延|未達成?)(?:している|ている|あり|である|済み?)?"
    r"|(?:計画|予定)(?:どおり|通り)|目標(?:を)?(?:達成|未達成?)"
)
# Words of which one alone says how it went; 改善 may also be what comes next.
_WENT = late_pattern(
    r"(?:(?:概|おおむ)ね|ほぼ|やや|大幅に|大きく|一部|非常に)?(?:順調|遅れ|遅延|未達成?|達成|停滞|悪化|良化|低下|後退)"
    r"(?:気味|傾向|している|ている|あり|である|済み?)?|横ばい|変化なし|変わらない|未着手|(?:計画|予定)(?:どおり|通り)"
    r"|目標(?:を)?(?:達成|未達成?)"
)
_WENT_OR_NEXT = late_pattern(
    r"(?:やや|大幅に|大きく)?(?:改善|維持|向上)(?:傾向|している)?|完了|未|(?:評価|判定|比較)(?:不能|困難|できない)"
)
_LONGEST_JUDGEMENT = 10
_LONGEST_TREND = 8
# How it went since the year before; alone and without a heading of progress they are the way that is good.
TRENDS = frozenset("↑↓→↗↘⇑⇓⇒⇗⇘⇧⇩⇨⬆⬇➡")
# Beside A, B and C: the class of what has fallen behind where it began.
_BEYOND = late_pattern(
    r"(?:基準値|目標値|策定時|現状値)(?:以[上下]|未満|超え?|を?(?:上|下)回る|より(?:悪化|低下))"
)
# How it went before, or will go, is no mark of the year evaluated.
_BEFORE = ("前", "昨", "今後", "見通し", "予測")
_KIND_OF_JUDGEMENT = late_pattern(r"(?:評価|判定|進捗|達成)?区分|状況|分類")
_LARGEST_MARK = 10
# Units that marks have as well.
_OF_SCALES = frozenset(("点", "位", "級", "段階"))
# Cells looked at: a column shows what it holds near its top.
LOOKED_AT = 60


def sample(table: Table, column: int) -> list[str]:
    """The texts of the first cells of a column that hold something."""
    return [text for row in table.body[:LOOKED_AT] if (text := cell_text(table.grid, row, column))]


def holds_rates(table: Table, column: int) -> bool:
    """True for a column of percentages: headed 達成度, it is no column of marks.

    Below 達成状況(%) the figures need no sign of their own. A dash says neither.
    """
    # A and 75% are told at once: only signs and words are read.
    cells = [
        text
        for text in sample(table, column)
        if (text.isascii() and text[0].isalnum()) or parse_reading(text).missing is not Missing.UNSTATED
    ]
    pattern = _RATE_BELOW if any("%" in fold_width(text) for text in table.headings[column]) else _RATE
    return bool(cells) and sum(bool(pattern.fullmatch(fold_width(cell))) for cell in cells) * 2 > len(cells)


def holds_review(table: Table, column: int) -> bool:
    """True for figures below 中間評価(H30): what was measured then, neither a mark nor a rate.

    Without a year of its own such a column beside one of actuals may be anything.
    """
    headings = table.headings[column]
    if not any("評価" in text for text in headings):
        return False
    # 最終評価 may stand above its year as well: 令和4年度 is passed over.
    said = (text for text in reversed(headings) if "評価" in text or (text and not is_only_year((text,))))
    last = next((text for text in said if text.strip() not in _VALUES), "")
    if not _REVIEW.fullmatch(clean_heading(last)):
        return False
    words = map(match_lowest, table.headings) if not any(map(find_heading_year, headings)) else ()
    if any(word is not None and word.role is Role.ACTUAL for word in words):
        return False
    cells = [cell for cell in sample(table, column) if not parse_year_cell(cell)]
    figures = sum(parse_reading(cell).quantity is not None for cell in cells)
    return figures * 2 > len(cells)


def holds_reached(table: Table, column: int) -> bool:
    """True for figures below 進捗状況 or 実施状況, where nothing else holds what was reached that year."""
    headings = table.headings[column]
    if not _is_state(headings):
        return False
    roles = {other: word.role for other in table.headings if (word := match_lowest(other))}
    reached = [find_year(other) for other, role in roles.items() if role is Role.ACTUAL]
    year = find_year(headings)
    is_aimed = any(role in _COMPARED for role in roles.values()) or any(
        "数値目標" in other or is_dated_goal(other) for other in table.headings
    )
    if not is_aimed or None in reached or year in reached or (reached and not year):
        return False
    # The cells last: to read them takes longest, and most tables have a column of actuals.
    if _RESULTS.fullmatch(clean_heading(next(filter(None, reversed(headings)), ""))):
        return _are_results(table, column, roles)
    if _are_as_aimed(table, column):
        return True
    figures, others = _count_reached(sample(table, column))
    if others and figures <= others:
        return False
    # Its neighbours tell too: 12 in one year and － in the next.
    alike = [place for place, other in enumerate(table.headings) if _is_state(other)]
    if roles.get(headings) is Role.MARK and len(alike) == 1:
        return False
    cells = [cell for place in alike for cell in sample(table, place)]
    figures, others = _count_reached(cells)
    return figures > others and (not all(map(_may_be_mark, cells)) or _are_counted(table, alike))


def _are_as_aimed(table: Table, column: int) -> bool:
    """True for 87.0% and 7校 beside the goals 64.0% and 13校: percentages only where the goal is one."""
    roles = {place: word.role for place, other in enumerate(table.headings) if (word := match_lowest(other))}
    aims = [place for place, role in roles.items() if role in AIMS or "数値目標" in table.headings[place]]
    if len(aims) != 1:
        return False
    rows = table.body[:LOOKED_AT]
    cells = [(cell_text(table.grid, row, column), cell_text(table.grid, row, aims[0])) for row in rows]
    pairs = [(text, aim) for text, aim in cells if text and aim]
    kinds = {("%" in fold_width(text), "%" in fold_width(aim)) for text, aim in pairs}
    is_figure = all(parse_reading(text).quantity is not None for pair in pairs for text in pair)
    return is_figure and kinds == {(True, True), (False, False)}


def _are_results(table: Table, column: int, roles: Mapping[tuple[str, ...], Role]) -> bool:
    """True where most cells below 取組結果 give a figure, as the target beside them does: 98%, 使用量 27kL.

    Percentages are rates where no target is one, and a label before a figure must be that of the target.
    """
    aims = [place for place, other in enumerate(table.headings) if roles.get(other) in AIMS]
    texts = [cell_text(table.grid, row, column) for row in table.body[:LOOKED_AT]]
    promised = [[cell_text(table.grid, row, place) for place in aims] for row in table.body[:LOOKED_AT]]
    may_be_rates = not any("%" in fold_width(text) for line in promised for text in line)
    pairs = [(text, line) for text, line in zip(texts, promised, strict=True) if text]
    figures = [
        text
        for text, line in pairs
        if _find_label(text) in ("", *map(_find_label, line))
        and not (may_be_rates and "%" in fold_width(text))
    ]
    return len(figures) * 2 > len(pairs)


def _find_label(text: str) -> str | None:
    """What stands before the one figure of a cell, "" for a figure alone; None for any other text."""
    if parse_reading(text).quantity is not None:
        return ""
    try:
        return split_name_and_quantity(text)[0]
    except ValueError:
        return None


def is_dated_goal(headings: tuple[str, ...]) -> bool:
    """True for 施策目標 above 平成31年度: what the figures below are to reach."""
    is_goal = any("目標" in text and clean_heading(text).strip("()").endswith("目標") for text in headings)
    return is_goal and any(map(find_heading_year, headings))


def _is_state(headings: tuple[str, ...]) -> bool:
    word = match_lowest(headings)
    if word is None:
        return False
    if word.role is Role.STATUS:
        return True
    return any(bool(_STATE.fullmatch(clean_heading(text))) for text in headings if text)


def _count_reached(cells: list[str]) -> tuple[int, int]:
    """How many cells hold a figure, no percentage, and how many anything else but 集計中 or －."""
    figures, others = 0, 0
    for cell in cells:
        if cell.startswith("※"):
            continue  # why there is no figure
        match = _match_reached(cell)
        if match and match["unit"] != "%":
            figures += 1
        elif match or parse_reading(cell).missing in (None, Missing.UNREADABLE):
            others += 1
    return figures, others


def _match_reached(cell: str) -> re.Match[str] | None:
    return _REACHED.fullmatch(_REMARK.sub("", fold_width(cell)))


def _may_be_mark(cell: str) -> bool:
    match = _match_reached(cell)
    if match is None:
        return True
    figure = str(match["figure"])
    is_bare = not match["unit"] or match["unit"] in _OF_SCALES
    return is_bare and figure.isdigit() and int(figure) <= _LARGEST_MARK


def _are_counted(table: Table, columns: Sequence[int]) -> bool:
    """True for small figures of several years where each row has a unit and targets as small as they are."""
    roles = find_roles(table.headings)
    unit = next((place for place, role in roles.items() if role is Role.UNIT), None)
    if unit is None or len(columns) < 2:
        return False
    for row in table.body[:LOOKED_AT]:
        texts = [text for column in columns if (text := cell_text(table.grid, row, column))]
        if not texts:
            continue
        aims = [
            quantity.value
            for place, role in roles.items()
            if role in _COMPARED and (quantity := parse_reading(cell_text(table.grid, row, place)).quantity)
        ]
        is_counted = cell_text(table.grid, row, unit) and not any(text[-1:] in _OF_SCALES for text in texts)
        if not is_counted or not aims or max(aims) > 2 * _LARGEST_MARK:
            return False
    return True


def holds_years(table: Table, column: int) -> bool:
    """True for a column of years: headed 基準年度, it is no column of figures.

    2000 and 1995 below 基準値 are figures: bare numbers are years only where the heading says so.
    """
    cells = sample(table, column)
    if any(len(cell) == 4 and cell.isdecimal() for cell in cells):
        titles = map(clean_heading, table.headings[column])
        if not any("年" in title for title in titles):
            return False
    return bool(cells) and all(parse_year_cell(cell) is not None for cell in cells)


def holds_dates(table: Table, column: int) -> bool:
    """True for a column of which most cells are years: R8, H28.3, R2~R6, beside 毎年度 and blanks."""
    cells = [cell for cell in sample(table, column) if cell.strip("()（）") not in EVERY_YEAR]
    years = [parse_year_cell(cell) is not None for cell in cells]
    if sum(years) * 2 > len(cells) or not any(years):
        return sum(years) > 0
    dates = sum(is_year or find_period(cell) is not None for cell, is_year in zip(cells, years, strict=True))
    return dates * 2 > len(cells)


def holds_directions(table: Table, column: int) -> bool:
    """True for a column of ⇩ and 減少, all of them: headed 方向性, or not at all, it is no level of the plan.

    Without a heading it must stand before all figures: ↗ behind them says how the last year went.
    """
    title = "".join(table.headings[column]).strip()
    if title and "方向" not in title:
        return False
    if not title and find_first_figure(table.headings) < column:
        return False
    cells = sample(table, column)
    said = [cell for cell in cells if cell not in DITTOS]
    return bool(said) and all(map(parse_direction, said))


def holds_marks(table: Table, column: int) -> bool:
    """True for a column of signs such as A, ◎ and ↗, in every row that is filled."""
    cells = list_texts(table, column)
    return bool(cells) and all(cell in TRENDS or is_mark(cell) for cell in cells)


def holds_judgements(table: Table, column: int) -> bool:
    """True for 順調 and やや遅れ, or ◎ and △ alone, below 進捗状況, in a table that has no other marks.

    The year may stand below: 進捗状況 / R4.
    """
    headings = list(filter(None, table.headings[column]))
    last = headings[-1] if headings else ""
    if len(headings) > 1 and is_only_year(headings):
        last = headings[-2]
    if ("動向" in last or "傾向" in last) and len(last) <= _LONGEST_TREND:
        is_open = Role.MARK not in find_roles_beside(table, column)
        return is_open and are_words_of_progress(list_texts(table, column))
    # Two words rule out 実施状況・課題 without a pattern.
    if ("進" not in last and "達成" not in last) or not is_said_of_marks(clean_heading(last)):
        return False
    if _has_marks_beside(table, column):
        return False
    cells = list_texts(table, column)
    judged = sum(_JUDGED.fullmatch(cell) is not None for cell in cells)
    signs = [cell for cell in cells if cell not in DASHES]
    is_judged = judged * 2 > len(signs) or (signs and all(map(is_mark, signs)))
    if are_words_of_progress(cells):
        return True
    return bool(is_judged) and all(is_mark(cell) or _JUDGED.fullmatch(cell) for cell in cells)


def holds_judgements_behind(table: Table, column: int) -> bool:
    """True for 順調 and 遅れている, or A and B, below 区分 behind the figures: no level of the plan."""
    last = next(filter(None, reversed(table.headings[column])), "")
    if not _KIND_OF_JUDGEMENT.fullmatch(clean_heading(last)):
        return False
    if not stands_behind_figures(table, column):
        return False
    cells = [text for text in list_texts(table, column) if text not in DASHES]
    return bool(cells) and all(
        _JUDGED.fullmatch(cell) or is_mark(cell) or _BEYOND.fullmatch(cell) for cell in cells
    )


def _has_marks_beside(table: Table, column: int) -> bool:
    """True where another column is headed as one of marks, and holds no rates (達成度 137.5%)."""
    roles = find_roles(table.headings)
    marks = [place for place, role in roles.items() if role is Role.MARK and place != column]
    return any(not holds_rates(table, place) for place in marks)


def holds_words_of_progress(table: Table, column: int) -> bool:
    """True for 順調 and 遅れ気味, or 改善 and 悪化, behind the figures of a table that has no other marks.

    The heading may be any that is not understood (傾向, R6時点の進み具合): the words say what they are.
    """
    title = "".join(table.headings[column])
    if not title or any(word in title for word in _BEFORE):
        return False
    # Most such columns hold notes: a few of their cells tell.
    if not are_words_of_progress(sample(table, column)) or not are_words_of_progress(
        [cell_text(table.grid, row, column) for row in table.body]
    ):
        return False
    return stands_behind_figures(table, column) and Role.MARK not in find_roles(table.headings).values()


def are_words_of_progress(cells: Sequence[str]) -> bool:
    """True where all filled cells say how it went, one of them in a word that cannot mean what comes next."""
    filled = [cell for cell in cells if cell not in ("", *DASHES)]
    if not filled or len(filled[0]) > _LONGEST_JUDGEMENT:
        return False
    went = {cell for cell in filled if _WENT.fullmatch(cell)}
    return bool(went) and all(cell in went or _WENT_OR_NEXT.fullmatch(cell) for cell in filled)


def holds_next_steps(table: Table, column: int) -> bool:
    """True for 継続 and 縮小 alone below 方向性 behind the figures: what comes next, no level of the plan."""
    if not stands_behind_figures(table, column):
        return False
    cells = [text for text in list_texts(table, column) if text not in DASHES]
    return bool(cells) and all(NEXT_STEP.fullmatch(cell) for cell in cells)


def is_said_of_marks(title: str) -> bool:
    """True for a heading that heads marks or words on the progress alike: 進捗, 令和5年度 達成."""
    # 「進捗」令和5年度 was a line of that name.
    cleaned = clean_heading(title).strip("「」")
    return _OF_MARKS.fullmatch(title) is not None or _OF_MARKS.fullmatch(cleaned) is not None


def find_roles_beside(table: Table, column: int) -> set[Role]:
    """The roles of all other columns by their headings."""
    return {role for place, role in find_roles(table.headings).items() if place != column}


def stands_behind_figures(table: Table, column: int) -> bool:
    """True where a column left of this one is headed as one of figures or rates."""
    roles = find_roles(table.headings).items()
    return any(place < column and role in FIGURES_AND_RATES for place, role in roles)


def list_texts(table: Table, column: int) -> list[str]:
    """The texts of all cells of a column that hold something."""
    return [text for row in table.body if (text := cell_text(table.grid, row, column))]
