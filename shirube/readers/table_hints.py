"""What a quick look at a table tells: whether a change of its rows or columns is worth asking.

A hint is cheap and may be wrong; the module that makes the change looks closely. Which hint belongs to which
change stands in table_changes.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_rows import DATES_BELOW, FIGURES_ABOVE
from shirube.readers.line_words import match_kind
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# Rows looked at to see what cells hold: a table shows its kind near its top.
_LOOKED_AT = 400
# Enough to see whether cells name their figures; what does so is longer than a figure.
_FIRST_ROWS = 5
_SHORT = 6
# Two groups of columns, of which the second may be cut short.
_FEWEST_REPEATED = 6
# A name and two years with a figure each.
_NAMED = 12
# Last letters of 達成 and of signs; first ones of marks.
_JUDGED = frozenset("成済み◎○〇●△▲×✕")
_MARKS = frozenset("ABCDESＡＢＣＤＥＳ◎○〇●△▲×✕")
# Two rows of figures and a line between them.
_FEWEST_NAMED = 3
# First letters of 指標2, 成果指標2, KPI2.
_BEFORE_COUNTS = frozenset("指成活評数管重代事目KＫ")
# Last letters of what figures are of: 入所定員数, 受診率.
_MEASURED = frozenset("数率合額口積長量")
# Last letters of figures with a word before them, and what stands between the two.
_FIGURE_ENDS = frozenset("0123456789%％人件回校所園戸台歩分点冊日週回上下満度名本g)）*＊—－-―")
_WORD_ENDS = frozenset(" 　:：\n")
# Last letters of two things in one name, and what stands between them.
_MEASURED_ENDS = _MEASURED | frozenset("員間合)）")
_LISTED = frozenset("、，,・及並")
# Last letters of what shall be done with a figure: します, 高める, 目指す, に, まで.
_VERB_ENDS = frozenset("るすにへでと")
# Columns in which the words of lines stand, if anywhere, and those behind the first.
_FIRST_COLUMNS = 6
_WORDS = slice(_FIRST_COLUMNS)
_BEHIND = slice(1, None)
_ALL = slice(None)
# Ａ or 100: too short for a figure with its mark.
_LONGEST_MARK = 3
# What a column of years is called, and the length of 21 in it.
_DATE = ("年度", "年")
_LONGEST_BARE = 2
_LONGEST_OF_YEARS = len("評価年度")
# Last letters of 説明, 定義, 考え方, 算出式, 出典, 設定理由 and 設定根拠.
_EXPLAINED = frozenset("明義方式典由拠法")
# What a row of goals is called, and signs around it.
_GOALS = frozenset(("目標", "計画", "年度", "各年"))
_AROUND = "(（　 "
# Of a target that took the place of another.
_REVISED = ("後の", "後目", "見直し後", "変更後", "改訂", "改定", "修正後", "新目", "新た", "新し")
# アップ, 少ないほど良い: longer words are no direction.
_LONGEST_WAY = 12
# A goal and where things began, both with their units.
_LONGEST_GOAL = 66


def _texts(table: Table, rows: Iterable[int], columns: slice = _ALL) -> list[str]:
    """The cells of some rows that hold a text; numbers and empty ones say nothing."""
    grid = table.grid.rows
    return [cell for row in rows for cell in grid[row][columns] if cell and isinstance(cell, str)]


def may_stack_rows(table: Table) -> bool:
    """True where two kinds of figures head one column, or are spoken of together around the table."""
    if any(_count_kinds(texts) > 1 or any("上段" in text for text in texts) for texts in table.headings):
        return True
    around = "\n".join(_texts(table, (*table.above, *table.below)))
    return "上段" in around or ("目標" in around and ("/" in around or "／" in around))


def _count_kinds(headings: Iterable[str]) -> int:
    """How many kinds the headings of a column name: two in 目標 above 実績, and in 目標値 実績値."""
    said = ([[text], text.split()] for text in headings if text)
    return sum(max(sum(match_kind(part) is not None for part in parts) for parts in both) for both in said)


def may_have_rows_of_years(table: Table) -> bool:
    """True where a column is headed 年度, 時期 or 評価年度 and no more."""
    titles = ("".join("".join(headings).split()) for headings in table.headings)
    return any(len(title) <= _LONGEST_OF_YEARS and title.endswith((*_DATE, "時期")) for title in titles)


def may_have_lines_of_kinds(table: Table) -> bool:
    """Lines of kinds below a single year: the first two rows say different ones in one column."""
    first = [
        [cell_text(table.grid, row, column) for row in table.body[:2]]
        for column in range(min(_FIRST_COLUMNS, table.grid.width))
    ]
    kinds = [[match_kind(text) for text in texts if text] for texts in first]
    return any(len(found) > 1 and None not in found and found[0] != found[1] for found in kinds)


def may_be_labelled(table: Table) -> bool:
    """True where a cell near the top names a target and an actual and gives figures: 目標 20 実績 21."""
    return any(
        "実績" in cell and ("目標" in cell or "計画" in cell) and any(map(str.isdigit, cell))
        for cell in _texts(table, table.body[:_FIRST_ROWS])
        if len(cell) > _SHORT
    )


def may_have_lines_in_cells(table: Table) -> bool:
    """True where a cell of the first rows has two lines with a digit in each."""
    return any(
        "\n" in cell and all(any(map(str.isdigit, line)) for line in cell.split("\n"))
        for cell in _texts(table, table.body[:_FIRST_ROWS])
        if len(cell) > _SHORT
    )


def may_be_judged_in_cells(table: Table) -> bool:
    """True where a cell of the first rows ends with 達成 or a sign behind a figure, or begins with a mark."""
    cells = [cell for cell in _texts(table, table.body[:_FIRST_ROWS]) if len(cell) > _LONGEST_MARK]
    is_behind = any(cell.rstrip(")）")[-1:] in _JUDGED and any(map(str.isdigit, cell)) for cell in cells)
    return is_behind or any(cell[:1] in _MARKS and cell[1:3].strip("*＊+＋")[:1].isspace() for cell in cells)


def may_be_revised(table: Table) -> bool:
    """True where a line around the table speaks of two lines in a cell: 下段に当初の目標値."""
    around = _texts(table, (*table.above, *table.below))
    return any("段" in cell and "目標" in cell for cell in around)


def may_have_brackets(table: Table) -> bool:
    """True where some row near the top has two cells in brackets and nothing else but words."""
    rows = (_texts(table, (row,)) for row in table.body[:_LOOKED_AT])
    return any(sum(cell[0] in "(（" for cell in cells) > 1 for cells in rows)


def may_have_rates(table: Table) -> bool:
    """True where a row that is not the first is called 達成率."""
    return any("達成率" in cell for cell in _texts(table, table.body[1:_LOOKED_AT], _WORDS))


def may_have_dates_below(table: Table) -> bool:
    """True where the first row begins with 数値 and the next with 時点."""
    first = [cell_text(table.grid, row, 0) for row in table.body[:2]]
    return len(first) > 1 and first[0] in FIGURES_ABOVE and first[1] in DATES_BELOW


def may_be_named_by_lines(table: Table) -> bool:
    """True where the row of the first heading holds a figure, or a unit, and a row below it names one."""
    if not table.body or not table.above or len(table.body) < _FEWEST_NAMED:
        return False
    first = cell_text(table.grid, table.body[0], 0)
    lines = (filled_cells(table.grid.rows[row]) for row in table.body[1:_FIRST_ROWS])
    is_figure = any(map(str.isdigit, first[:1])) or "単位" in table.headings[0]
    return is_figure and any(len(cells) == 1 or (len(cells) == 2 and "指標" in cells[0]) for cells in lines)


def may_head_goals(table: Table) -> bool:
    """True where the name of the sheet or a line above the table speaks of goals, or of what is expected."""
    texts = (table.grid.name, *_texts(table, table.above))
    return any("目標" in text or "見込" in text or "推計" in text for text in texts)


def may_head_revisions(table: Table) -> bool:
    """True where a heading seems to speak of targets as they were revised: 見直し後の目標値, 新目標."""
    return any(text and any(map(text.__contains__, _REVISED)) for texts in table.headings for text in texts)


def may_direct_goals(table: Table) -> bool:
    """True where the first filled cell below a heading of a goal has no digit: アップ, 減少, ↗."""
    for place, texts in enumerate(table.headings):
        if any("目標" in text for text in texts):
            cells = (cell_text(table.grid, row, place) for row in table.body[:_FIRST_ROWS])
            first = next(filter(None, cells), "")
            if first and len(first) <= _LONGEST_WAY and not any(map(str.isdigit, first)):
                return True
    return False


def may_explain(table: Table) -> bool:
    """True where a row that is not the first begins like what explains one: 指標の説明, 指標2, a sentence."""
    firsts = (cell_text(table.grid, row, 0) for row in table.body[1:_LOOKED_AT])
    return any(
        text[-1:] == "。"
        or text[-2:].rstrip(")）】")[-1:] in _EXPLAINED
        or (len(text) <= _SHORT and text[-1:].isdigit() and text[0] in _BEFORE_COUNTS)
        for text in firsts
        if len(text) > _FEWEST_NAMED - 1
    )


def may_measure_years(table: Table) -> bool:
    """True where two headings begin with a year or an era and end as what is counted: R3利用者数(人)."""
    texts = [next((text for text in reversed(one) if text), "") for one in table.headings]
    ends = (text.replace("（", "(").split("(")[0][-1:] for text in texts if any(map(str.isdigit, text[:4])))
    return sum(end in _MEASURED for end in ends) > 1


def may_be_rows_of_plan(table: Table) -> bool:
    """True where the first row is called 量の見込み, 見込量, 需要量 or 計画職員数."""
    texts = "\n".join(_texts(table, table.body[:1], slice(2)))
    return any(map(texts.__contains__, ("見込", "需要", "計画", "目標")))


def may_have_year_in_corner(table: Table) -> bool:
    """True where the first heading ends with 年度, with words below it."""
    first = table.grid.rows[table.body[0]][0] if table.body else ""
    return "".join(table.headings[0]).endswith(_DATE) and isinstance(first, str) and first[:1].isalpha()


def may_head_by_place(table: Table) -> bool:
    """True where a heading says what is expected, when something ends, or of which years a goal is."""
    headings = "\n".join(text for texts in table.headings for text in texts)
    is_of_period = "目標" in headings and any(sign in headings for sign in "~～〜")
    return is_of_period or any(word in headings for word in ("見込", "終了", "参考", "実績)", "実績）"))


def may_list_figures(table: Table) -> bool:
    """True where a cell near the top has two figures with words before each: 受講者数20名、創業者数5名."""
    return any(
        not cell[0].isdecimal() and any(sign in cell for sign in "、\n②;；") and any(map(str.isdecimal, cell))
        for cell in _texts(table, table.body[:_LOOKED_AT])
        if len(cell) > _NAMED
    )


def may_tell_goals(table: Table) -> bool:
    """True where a cell in the first columns is a sentence with a figure: 割合を65%以上にします。"""
    cells = _texts(table, table.body[:_FIRST_ROWS], _WORDS)
    return any(_tells(cell) for cell in cells if len(cell) > _NAMED)


def may_tell_goals_alone(table: Table) -> bool:
    """True where a cell behind the first is such a sentence."""
    cells = _texts(table, table.body[:_FIRST_ROWS], _BEHIND)
    return any(_tells(cell) for cell in cells if len(cell) > _SHORT)


def _tells(cell: str) -> bool:
    return cell.rstrip("。.")[-1:] in _VERB_ENDS and any(map(str.isdecimal, cell))


def may_count_parts(table: Table) -> bool:
    """True where a first cell counts or lists two things: 食べる割合 ①小学生 ②中学生; 実施回数、受講者数."""
    return any(
        ("①" in cell and "②" in cell) or (cell[-1] in _MEASURED_ENDS and not _LISTED.isdisjoint(cell))
        for cell in _texts(table, table.body[:_LOOKED_AT], _WORDS)
    )


def may_have_words(table: Table) -> bool:
    """True where a cell behind the first begins with a word and ends like a figure: 男性 50%, 小学校：5校."""
    return any(
        (not cell[0].isdecimal() or not _WORD_ENDS.isdisjoint(cell)) and any(map(str.isdecimal, cell[1:]))
        for cell in _texts(table, table.body[:_LOOKED_AT], _BEHIND)
        if cell[-1] in _FIGURE_ENDS and len(cell) > 2
    )


def may_begin_in_goals(table: Table) -> bool:
    """True where a cell seems to say where things began: 70%（2015年：50.9%）, 109人から500人以上へ."""
    if any(
        cell[-1] in ")）" and any(sign in cell for sign in ":：現基策") and cell[0] not in "(（"
        for cell in _texts(table, table.body[:_FIRST_ROWS])
        if _SHORT < len(cell) <= _LONGEST_GOAL
    ):
        return True
    behind = _texts(table, table.body[:_LOOKED_AT], _BEHIND)
    return any("から" in cell and cell[0].isdecimal() for cell in behind)


def may_have_goal_lines(table: Table) -> bool:
    """True where a line around the table speaks of a goal and has a digit, and no heading of one."""
    if any("目標" in text or "計画" in text for texts in table.headings for text in texts):
        return False
    around = _texts(table, (*table.above, *table.below))
    return any("目標" in cell and any(map(str.isdigit, cell)) for cell in around)


def may_have_bare_dates(table: Table) -> bool:
    """True where a column headed 年度 has a number of one or two digits near its top."""
    dates = [
        place for place, texts in enumerate(table.headings) if place and "".join(texts[-1:]).endswith(_DATE)
    ]
    cells = (cell_text(table.grid, row, place) for row in table.body[:_FIRST_ROWS] for place in dates)
    return any(len(cell) <= _LONGEST_BARE and cell.isdigit() for cell in cells)


def may_head_pairs(table: Table) -> bool:
    """True where a heading seems to say two things: 目標値（R8 / R13）, 現状(H30)→目標(R5)."""
    return any(
        len(text) > 2
        and any(sign in text for sign in "/／・、(（⇒→➡⇨")
        and ("目標" in text[2:] or (len(text) > _SHORT and sum(map(str.isdigit, text)) > 1))
        for texts in table.headings
        for text in texts
    )


def may_have_measures(table: Table) -> bool:
    """True where the same heading stands below two different ones, which name no year or nothing else."""
    above: dict[str, set[str]] = {}
    years: dict[str, int] = {}
    for headings in table.headings if table.heading_rows > 1 else ():
        texts = [text for text in headings if text]
        if len(texts) == 2 and "年" in texts[0]:
            years[texts[1]] = years.get(texts[1], 0) + 1
        # 実績 | 平成27年度 | 現年 and 目標 | 平成29年度 | 現年: the years between them tell nothing apart.
        words = [text for text in texts[-3:-1] if not any(map(str.isdigit, text))]
        if words:
            above.setdefault(texts[-1], set()).add(words[-1])
    # 75歳未満 | 全年齢 below each of several years.
    are_yearly = len(years) > 1 and len(set(years.values())) == 1 and max(years.values()) > 1
    return are_yearly or any(len(texts) > 1 for texts in above.values())


def may_repeat_columns(table: Table) -> bool:
    """True where the lowest headings are said several times, in at least two groups of four columns."""
    texts = [next((text for text in reversed(one) if text), "") for one in table.headings]
    return len(texts) > _FEWEST_REPEATED and len(set(texts)) * 3 <= len(texts) * 2


def may_be_named_by_heading(table: Table) -> bool:
    """True for a single row whose first cell is blank below a heading."""
    return len(table.body) == 1 and any(table.headings[0]) and not cell_text(table.grid, table.body[0], 0)


def may_be_headed_by_measure(table: Table) -> bool:
    """True where the first heading ends like the name of what is counted: 数, 率, 割合, 額, 量."""
    text = next((text for text in reversed(table.headings[0]) if text), "").rstrip("]】」")
    text = text.rstrip()[: text.rfind("(")] if text.endswith((")", "）")) and "(" in text else text
    return len(text) > 2 and text[-1] in _MEASURED


def may_be_measured_above(table: Table) -> bool:
    """True where the line right above the headings ends with a measure and brackets: 国家試験の合格率(%)."""
    above = filled_cells(table.grid.rows[table.top - 1]) if table.top - 1 in table.above[-1:] else []
    text = above[0].rstrip() if len(above) == 1 else ""
    begin = max(text.rfind("("), text.rfind("（"))
    return text.endswith((")", "）")) and begin > 1 and text[begin - 1] in _MEASURED


def may_have_figures_in_names(table: Table) -> bool:
    """True where a cell near the top has words, then years with figures: 就業率 H26年59.5→H31年60.0.

    Or where goals seem to be named with their figures: 出生数 8,000人 below 数値目標(H27~H31).
    """
    first = table.grid.rows[table.body[0]] if table.body else ()
    for cell, texts in zip(first, table.headings, strict=False):
        is_words = isinstance(cell, str) and len(cell) > _SHORT and not cell[0].isdigit()
        if is_words and "目標" in "".join(texts[-1:]) and any(map(str.isdigit, str(cell))):
            return True
    return any(
        (cell.count("年") > 1 and ("→" in cell or "⇒" in cell or cell[-1:] in ")）"))
        or (cell[-1:] in ")）" and ("→" in cell or "⇒" in cell))
        or ("まで" in cell and "年" in cell)
        for cell in _texts(table, table.body[:_FIRST_ROWS])
        if len(cell) > _NAMED
    )


def may_have_goal_rows(table: Table) -> bool:
    """True where 目標値 or 年度ごとの目標値 stands in a first column of a row that is not the first."""
    cells = _texts(table, table.body[1:_LOOKED_AT], slice(3))
    return any(cell.strip(_AROUND)[:2] in _GOALS for cell in cells)


def may_have_words_before_figures(table: Table) -> bool:
    """True where a column has no heading of its own behind one that has, and words stand there: 男性."""
    texts = table.headings
    return any(
        any(texts[column]) and (not any(texts[column + 1]) or texts[column + 1] == texts[column])
        for column in range(1, len(texts) - 1)
    )
