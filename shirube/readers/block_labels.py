"""Labels beside values above a block of figures, as sheets for one indicator (調書, 個票) have them.

事業名    創業支援事業     担当課  商工課
成果指標  参加者数         単位    人
自己評価  A                目標値(R8)  45
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_years import find_cell_year
from shirube.readers.direction_words import parse_direction
from shirube.readers.headings import match_heading
from shirube.readers.judgements import is_judgement_label, parse_judgement
from shirube.readers.kind_pairs import is_kind_pairs, read_kind_pairs
from shirube.readers.leading_lines import names_part_of_form, says_nothing
from shirube.readers.line_words import (
    is_mark_label,
    is_name_label,
    match_kind,
    match_year_label,
    parse_year_cell,
)
from shirube.readers.name_units import find_name_unit, match_unit_line
from shirube.readers.rewritten_grid import Cell
from shirube.readers.surroundings import is_note

# What a label may stand for; the figures of single years stand in the block itself.
_BESIDE = (
    Role.LEVEL,
    Role.BODY,
    Role.UNIT,
    Role.DIRECTION,
    Role.GOAL,
    Role.BASELINE,
    Role.TARGET,
    Role.FINAL_TARGET,
    Role.STATUS,
    Role.ISSUE,
    Role.NOTE,
    Role.NUMBER,
)
_LONGEST_MARK = 4
_LONGEST_HEADING = 60
# Between 事業名 and the mark of a sheet stand so many rows that describe it.
_MOST_ABOVE_MARK = 4
# 23, 5-3, Ⅲ: what only counts measures.
_COUNT = late_pattern(r"[\(（]?(?:\d{1,3}(?:[-－.]\d{1,3}){0,3}|[Ⅰ-Ⅻ]|[IVX]{1,4}|[A-Z])[)）.．]?")
# What stands between the label of an indicator and its name: その1.
_NUMBERED = late_pattern(r"[(（]?(?:その|No\.?\s?|№)?(?:[\d０-９]{1,2}|[①-⑳])[)）.]?")
_TITLE = late_pattern(r"計画|プラン|戦略|ビジョン|調書|シート|進行管理|進捗|年次報告|評価結果|実施状況")

_SHEET = late_pattern(
    r"(?:計画|プラン|戦略|ビジョン|進捗|評価|管理).*"
    # 事務事業評価(実績評価)(シートA), 評価調書(その1)
    r"(?:管理表|一覧表?|調書|個票|シート|報告書?|評価表|評価書)(?:[A-ZＡ-Ｚ\d①-⑨]|[(（][^()（）]{1,9})?[)）]?$"
)


class BlockLabels(Struct):
    """What the rows above a block say of its indicator.

    ``section`` is a line alone, such as a title, and ``nearest`` the last one; ``nodes`` stand beside labels
    of levels (事業名), from the top down. ``unused`` are rows that say nothing known.
    """

    section: str = ""
    # The line right above the figures, which names those that say of nothing what they are.
    nearest: str = ""
    nearest_row: int = -1
    section_row: int = -1
    nodes: tuple[str, ...] = ()
    name: str = ""
    name_at: Cell | None = None
    mark: Cell | None = None
    # 「（単位：人）」 alone above the years: that of every indicator of the block that says none.
    unit: Cell | None = None
    baseline_year: FiscalYear | None = None
    single: dict[Role, Cell] = field(default_factory=dict)
    targets: dict[FiscalYear, Cell] = field(default_factory=dict)
    # A target without a year, and the year beside 目標年度.
    aim: Cell | None = None
    aim_year: FiscalYear | None = None
    # Figures of the year that the sheet reports on, which stand beside their kinds.
    reported: list[tuple[Role, Cell]] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)


def read_labels(texts: Sequence[Sequence[str]], rows: Sequence[int]) -> BlockLabels:
    """The labels of some rows and what stands beside them, several to a row if need be."""
    found = BlockLabels()
    done: set[int] = set()
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else -1
        filled = [(column, text) for column, text in enumerate(texts[row]) if text]
        if row in done:
            continue
        if is_kind_pairs(texts[row]):
            found.reported += read_kind_pairs(texts[row], row)
            continue
        if len(filled) > 2 and is_name_label(filled[0][1]) and is_name_label(filled[1][1]):
            del filled[0]  # 指標1 | 指標名 | 交通事故発生件数: the first only counts the blocks
        elif _is_counted([text for _, text in filled]):
            del filled[1]
        if len(filled) == 2 and (unit := match_unit_line(filled[1][1])):
            found.unit = Cell(row, filled.pop()[0], unit["unit"])  # 職員数 | (単位：人)
        if below >= 0 and len(filled) > 1 and _take_columns(found, texts, filled, below):
            done.add(below)
        elif len(filled) == 1:
            _take_line(found, row, *filled[0])
        elif not _take_pairs(found, row, filled):
            found.unused.append(row)
    if found.aim and found.aim_year:
        found.targets.setdefault(found.aim_year, found.aim)
    elif found.aim:
        found.unused.append(found.aim.row)
    if _SHEET.search(found.section):
        # 進捗管理表 over all blocks is what the sheet is called, and no group of its indicators.
        found.unused.append(found.section_row)
        found.section, found.section_row = "", -1
    return found


def says_no_unit(name: str, figures: Iterable[str]) -> bool:
    """True for an indicator whose name and figures leave its unit to what stands above the years."""
    quantities = (parse_reading(text).quantity for text in figures)
    return not find_name_unit(name) and not any(quantity and quantity.unit for quantity in quantities)


def is_label_row(line: Sequence[str]) -> bool:
    """True for a row in which every other cell is a label: 担当課 | 商工課 | 単位 | 人."""
    filled = [text for text in line if text]
    if _is_counted(filled):
        del filled[1]
    values = [*filled[1::2], ""]
    has_year = any(match_year_label(text) is Role.TARGET for text in filled[2::2])
    return len(filled) > 1 and all(
        is_label(text) or _is_dated_target(text, value) or (has_year and match_kind(text) is Role.TARGET)
        for text, value in zip(filled[::2], values, strict=False)
    )


def is_counted_label(filled: Sequence[str]) -> bool:
    """True for 政策 | 5-3 | 産業の振興: what stands behind the label only counts the measures."""
    return len(filled) == 3 and is_label(filled[0]) and _COUNT.fullmatch(filled[1]) is not None


def _is_counted(filled: Sequence[str]) -> bool:
    """True for KPI | その1 | 参加者数: what stands behind the label only counts the indicators."""
    return len(filled) > 2 and is_name_label(filled[0]) and _NUMBERED.fullmatch(filled[1]) is not None


def is_mark_row(line: Sequence[str]) -> bool:
    """True for marks of several points of view: 達成度 | 3 | 事業の妥当性 | 3 | 効率性 | Ａ."""
    filled = [text for text in line if text]
    labels, marks = filled[::2], filled[1::2]
    return (
        len(filled) > 2
        and len(labels) == len(marks)
        and all(parse_reading(text).quantity is None and len(text) > 2 for text in labels)
        and all(len(text) <= _LONGEST_MARK and not match_kind(text) for text in marks)
        and any(match_kind(text) is Role.MARK or is_mark_label(text) for text in labels)
    )


def _is_dated_target(label: str, value: str) -> bool:
    """目標値 beside 600(R6): the year that a label must have for this stands behind the figure."""
    return match_kind(label) is Role.TARGET and find_cell_year(value) is not None


def heads_with_mark(texts: Sequence[Sequence[str]], row: int, start: int) -> bool:
    """True for 自己評価 | B right below 成果指標 | 加入面積: it heads the block of that name.

    達成度 | 3 below 事業名 | 文化大使事業 and 事業の概要 heads that of the next sheet.
    """
    filled = [text for text in texts[row] if text]
    if len(filled) != 2:
        return False
    above = [text for text in texts[row - 1] if text] if row > start else []
    if len(above) == 2 and is_mark_label(filled[0]) and is_name_label(above[0]):
        return True
    if match_kind(filled[0]) is not Role.MARK or len(filled[1]) > _LONGEST_MARK:
        return False
    labels = takewhile(is_label_row, (texts[line] for line in range(row - 1, start - 1, -1)))
    first = (next(text for text in line if text) for line in islice(labels, _MOST_ABOVE_MARK))
    return any((word := match_heading(text)) is not None and word.role is Role.LEVEL for text in first)


def is_label(text: str) -> bool:
    """True for a word beside which something about an indicator stands, which is not a kind of line."""
    if is_name_label(text) or is_mark_label(text) or match_year_label(text):
        return True
    word = match_heading(text)
    if word is None or word.role not in _BESIDE:
        return False
    # 目標値 alone names a line of figures; with a year it is a label: 目標値(令和8年度).
    return match_kind(text) is None or next(find_fiscal_years(text), None) is not None


def may_be_name(line: str) -> bool:
    """True for a line alone that may name the figures below it: no sentence, no note, no 【目標の推移】."""
    is_heading = len(line) <= _LONGEST_HEADING and not line.endswith("。") and not is_note(line)
    return is_heading and not says_nothing(line)


def _take_line(found: BlockLabels, row: int, column: int, text: str) -> None:
    """A cell alone: at the left the section, further right a name whose label was left out."""
    if unit := match_unit_line(text):
        found.unit = Cell(row, column, unit["unit"])
        # For a table that says it once only, it is a line above the whole.
        found.unused.append(row)
        return
    if column > 0:
        found.name, found.name_at = text, Cell(row, column)
        return
    if may_be_name(text):
        found.nearest, found.nearest_row = text, row
    if text.endswith("。") or names_part_of_form(text):
        found.unused.append(row)  # a sentence heads nothing, nor does ○事業概要
        if _TITLE.search(found.section) and not text.endswith("。"):
            # What stands above the first part of a form is the title of the whole.
            found.unused.append(found.section_row)
            found.section, found.section_row = "", -1
    elif not found.section:
        found.section, found.section_row = text, row
    elif _TITLE.search(found.section) and not _TITLE.search(text):
        # The title of the whole, and below it the line that heads this block.
        found.unused.append(found.section_row)
        found.section, found.section_row = text, row
    else:
        found.unused.append(row)


def _take_columns(
    found: BlockLabels, texts: Sequence[Sequence[str]], filled: Sequence[tuple[int, str]], below: int
) -> bool:
    """A row of labels only, with what they speak of in the row below; False for any other row."""
    if not all(is_label(text) for _, text in filled):
        return False
    columns = {column for column, _ in filled}
    values = {column: text for column, text in enumerate(texts[below]) if text}
    if not values or not set(values) <= columns or any(is_label(text) for text in values.values()):
        return False
    taken = [
        _take(found, label, values[column], Cell(below, column))
        for column, label in filled
        if column in values
    ]
    return all(taken)


def _take_pairs(found: BlockLabels, row: int, filled: Sequence[tuple[int, str]]) -> bool:
    """Take label after label with the cell behind it; False when the first cell is no label."""
    place, taken = 0, False
    while place + 1 < len(filled):
        (_, label), (column, text) = filled[place], filled[place + 1]
        behind = filled[place + 2][1] if place + 2 < len(filled) else ""
        if _take(found, label, text, Cell(row, column)):
            place, taken = place + 2, True
            if _goes_on(label, text, behind):
                found.nodes = (*found.nodes[:-1], f"{text} {behind}")
                place += 1
        else:
            place += 1
    return taken


def _goes_on(label: str, text: str, behind: str) -> bool:
    """True for 施策 | 23 | 移住定住の促進: the name stands behind its number."""
    word = match_heading(label)
    if word is None or word.role is not Role.LEVEL or _COUNT.fullmatch(text) is None:
        return False
    return (
        len(behind) > 1 and not is_label(behind) and not match_heading(behind) and not behind.endswith("。")
    )


def _take(found: BlockLabels, label: str, text: str, cell: Cell) -> bool:
    if is_name_label(label):
        found.name, found.name_at = text, cell
        return True
    # 達成状況 | 3 counts something, 達成度 | 3 is a grade.
    is_judged = is_judgement_label(label) and not (text.isdigit() and "状況" in label)
    mark = parse_judgement(text) if is_mark_label(label) or is_judged else ""
    if mark or is_mark_label(label):
        if len(text) > _LONGEST_MARK and not mark:
            return False
        found.mark = Cell(cell.row, cell.column, mark) if mark and mark != text else cell
        return True
    return _take_year(found, label, text) or _take_known(found, label, text, cell)


def _take_year(found: BlockLabels, label: str, text: str) -> bool:
    """基準年度 | R1 and 目標年度 | R8: when the baseline was taken, and when the target is due."""
    whose, year = match_year_label(label), None
    if whose is not None:
        year = parse_year_cell(text)
    if whose is Role.BASELINE:
        found.baseline_year = found.baseline_year or year
    elif whose is not None:
        found.aim_year = year or found.aim_year
    return year is not None


def _take_known(found: BlockLabels, label: str, text: str, cell: Cell) -> bool:
    """Take what stands beside a heading word."""
    word = match_heading(label)
    if word is None or word.role not in _BESIDE or match_heading(text):
        return False
    year = next((mention.year for mention in find_fiscal_years(label)), None)
    if word.role is Role.LEVEL and "方向" in label and parse_direction(text):
        found.single.setdefault(Role.DIRECTION, cell)  # 方向 | ⇩ is that of the indicator, and no group
    elif word.role is Role.LEVEL:
        found.nodes = (*found.nodes, text)
    elif word.role in AIMS:
        year = year or find_cell_year(text)
        if year is None and parse_reading(text).quantity is None:
            return False
        if year is None:
            found.aim = cell
        else:
            found.targets[year] = cell
    else:
        found.single.setdefault(word.role, cell)
        if word.role is Role.BASELINE:
            found.baseline_year = year or found.baseline_year
    return True
