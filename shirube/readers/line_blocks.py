"""Blocks of lines below a row of years: where each begins and ends, and which labels belong to it.

What the lines of a block say is read by line_layout.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct, field

from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.block_labels import heads_with_mark, is_label, is_label_row, is_mark_row
from shirube.readers.headings import match_heading
from shirube.readers.judgements import ends_lines
from shirube.readers.kind_columns import find_kind_column, kinds_of
from shirube.readers.kind_pairs import is_kind_pairs
from shirube.readers.line_name_parts import is_source
from shirube.readers.line_words import (
    find_context,
    is_mark_label,
    is_name_label,
    is_value_cell,
    match_year_label,
)
from shirube.readers.name_units import match_unit_line
from shirube.readers.year_rows import YearRow, find_year_row
from shirube.readers.years_in_parts import divide_years

# A row above a block with more cells than these is one of another table, unless they alternate with labels.
_MOST_LABELS = 4
_MOST_IN_HEAD = 8
# What is said of an indicator below its figures.
_EXPLAINING = (Role.STATUS, Role.ISSUE, Role.NOTE)

# What else the head of a form says, in as many cells as it likes.
_PERIOD = late_pattern(
    r"(?:事業|実施|計画|取組|対象)?(?:期間|年度|時期)|(?:事業)?(?:開始|終了)年度|予算(?:区分|科目|事業名|コード)|会計(?:区分)?"
    r"|(?:事務|事業|業務)の?(?:区分|種類|性質|分類|コード|番号)|整理番号|根拠法令等?|実施(?:方法|形態|手法|区分)|連絡先"
)


class Block(Struct):
    """A year row with the label rows above it and the lines below it, as rows of the grid."""

    years: YearRow
    kind_column: int
    labels: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    # Whether it is the first of its sheet.
    begins: bool = False


def find_blocks(texts: Sequence[Sequence[str]], starts: Sequence[int] = ()) -> list[Block]:
    """Every block: a year row, the lines up to the next one, and the labels directly above it.

    ``starts`` are rows at which sheets begin that were put below one another: no block goes on there.
    """
    heads: list[YearRow] = []
    context = find_context([text for line in texts[:6] for text in line])
    for row, line in enumerate(texts):
        context = find_context([text for text in line if text]) or context
        years = find_year_row(row, line, context)
        if years:
            heads.append(divide_years(years, texts[row + 1]) if row + 1 < len(texts) else years)
    blocks: list[Block] = []
    begins = True
    labels = _cut_labels(texts, None, _last_start(starts, heads[0].row), heads[0].row) if heads else []
    for number, years in enumerate(heads):
        end = heads[number + 1].row if number + 1 < len(heads) else len(texts)
        sheet = bisect_right(starts, years.row)
        over = starts[sheet] if sheet < len(starts) and starts[sheet] <= end else None
        if over is None:
            following = _cut_labels(texts, years, years.row + years.depth, end)
            stop = following[0] if following and number + 1 < len(heads) else end
        else:
            following, stop = _cut_labels(texts, None, max(over, _last_start(starts, end)), end), over
        lines = _cut_lines(texts, years, stop)
        tail = _cut_tail(texts, lines[-1] + 1, stop) if lines else []
        block = Block(years, -1, [*labels, *tail], lines, begins=begins)
        begins = over is not None
        block.kind_column = find_kind_column(texts, block.labels, block.lines, years.first)
        if block.kind_column < 0 and lines and any(is_kind_pairs(texts[row]) for row in tail):
            block.kind_column = years.first - 1  # figures of the past, of which no line says what they are
        if block.kind_column < 0 and blocks and _goes_on(texts, blocks[-1], block):
            block.kind_column = blocks[-1].kind_column
        if block.kind_column >= 0:
            blocks.append(block)
        labels = following
    return blocks


def _last_start(starts: Sequence[int], row: int) -> int:
    """The row at which the sheet of a row begins."""
    sheet = bisect_right(starts, row)
    return starts[sheet - 1] if sheet else 0


def _goes_on(texts: Sequence[Sequence[str]], before: Block, block: Block) -> bool:
    """True for 活動指標1 | 区分 | R5 below 成果指標1 | 区分 | R5, with lines of actuals alone."""
    column, headings = before.kind_column, block.years.labels
    return (
        any(map(is_name_label, headings.values()))
        and column in headings
        and headings[column] == before.years.labels.get(column)
        and any(kinds_of(texts[row][column]) for row in block.lines)
    )


def _cut_lines(texts: Sequence[Sequence[str]], years: YearRow, stop: int) -> list[int]:
    """The lines below a year row. After a gap only a line with a kind of its own goes on with the block."""
    lines: list[int] = []
    gap = False
    for row in range(years.row + years.depth, stop):
        line = texts[row]
        if is_kind_pairs(line):
            return [row for row in lines if _holds_figures(years, texts[row])]
        if gap and any(line) and not any(kinds_of(text) for text in line[: years.first]):
            break
        if any(line) and ends_lines(line, years.first, gap=gap):
            break
        # A blank row directly below the years had the rest of their headings.
        gap = bool(lines) and not any(line)
        if any(line):
            lines.append(row)
    kept = len(lines)
    while kept and not _belongs(years, texts[lines[kept - 1]]):
        kept -= 1
    # 取組状況 below the figures of each indicator is a line of the last one too.
    if kept < len(lines) and _says_again(texts, years, lines[:kept], lines[kept]):
        kept += 1
    return lines[:kept]


def _says_again(texts: Sequence[Sequence[str]], years: YearRow, before: Sequence[int], row: int) -> bool:
    """True for a line that stands right behind figures with the same label as lines among those before."""
    label = [text for text in texts[row][: years.first] if text]
    return (
        len(label) == 1
        and any(texts[row][years.first :])
        and any([text for text in texts[one][: years.first] if text] == label for one in before)
    )


def _cut_tail(texts: Sequence[Sequence[str]], start: int, stop: int) -> list[int]:
    """Label rows directly below a block: 取組内容, 課題 and the like still speak of its indicator."""
    tail = []
    for row in range(start, stop):
        if not is_label_row(texts[row]) and not is_kind_pairs(texts[row]):
            break
        tail.append(row)
    return tail


def _cut_labels(texts: Sequence[Sequence[str]], years: YearRow | None, start: int, end: int) -> list[int]:
    """The rows directly above a year row that are no lines of the block before it."""
    labels: list[int] = []
    last = max((row for row in range(start, end) if any(texts[row])), default=start)
    has_gap = any(not any(texts[row]) for row in range(start, last))
    for row in range(end - 1, start - 1, -1):
        line = texts[row]
        if not any(line):
            if labels:
                break
            continue
        filled = sum(1 for text in line if text)
        is_about = is_label_row(line) or is_mark_row(line) or _describes(line)
        if filled > _MOST_LABELS and not is_about and not (years and _belongs(years, line)):
            break  # a row of another table
        figures = sum(1 for column in years.years if line[column]) if years else 0
        is_line = years is not None and _belongs(years, line) and not heads_with_mark(texts, row, start)
        if is_line and (figures >= 2 or not has_gap):
            break
        labels.insert(0, row)
    if years:
        return labels[_count_told_before(texts, labels) :]
    return [*_find_head(texts, start, labels[0]), *labels] if labels else []


def _find_head(texts: Sequence[Sequence[str]], start: int, end: int) -> list[int]:
    """The rows at the head of a form, a gap above the labels of its first block: 事業名 | 防犯灯の整備."""
    return [row for row in range(start, min(end, start + _MOST_IN_HEAD)) if _names_level(texts[row])]


def _names_level(line: Sequence[str]) -> bool:
    filled = [text for text in line if text]
    if len(filled) not in (2, _MOST_LABELS) or not is_label_row(line):
        return False
    word = match_heading(filled[0])
    return word is not None and word.role is Role.LEVEL and match_heading(filled[1]) is None


def _describes(line: Sequence[str]) -> bool:
    """True for 事業期間 | H17 | ～ | H30 | 連絡先 | 内線2345, a line of a form about the whole."""
    return bool(line[0]) and _PERIOD.fullmatch("".join(line[0].split())) is not None


def _count_told_before(texts: Sequence[Sequence[str]], labels: Sequence[int]) -> int:
    """How many rows above the name of the next indicator explain the one before: 指標説明 | 加盟団体数."""
    if not any(is_name_label(texts[row][0]) for row in labels):
        return 0
    told = takewhile(lambda row: is_label_row(texts[row]) and _explains(texts[row][0]), labels)
    return len(list(told))


def _explains(label: str) -> bool:
    # 成果指標2 names the next indicator, though 成果 explains the one before.
    word = match_heading(label) if label and not is_name_label(label) else None
    return word is not None and word.role in _EXPLAINING


def _holds_figures(years: YearRow, line: Sequence[str]) -> bool:
    """True for values below at least two of the years, whatever stands left of them."""
    values = [line[column] for column in years.years if line[column]]
    return len(values) > 1 and all(map(is_value_cell, values))


def _belongs(years: YearRow, line: Sequence[str]) -> bool:
    """True for a line with a kind of its own, or with figures under the years."""
    first, last = years.first, years.last
    left = next((text for text in line[:first] if text), "")
    is_text = left and is_label(left) and not is_mark_label(left) and not left.endswith("実績")
    if is_name_label(line[0]) or (is_text and not is_source(left)):
        return False
    # 最終目標値 | 12,000 | 目標年度 | R6 are labels with what stands beside them.
    if any(map(match_year_label, line[first : last + 1])):
        return False
    if any(kinds_of(text) for text in line[:first]):
        return True
    if not any(line[first : last + 1]) or not any(line[:first]):
        return False
    # 職員数 | (単位：人) heads the next block.
    return all(is_value_cell(text) and not match_unit_line(text) for text in line[first : last + 1] if text)


def group_blocks(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of the same years, one after the other, are one table; other years begin another."""
    groups: list[list[Block]] = []
    for block in blocks:
        years = tuple(block.years.years.values())
        if groups and tuple(groups[-1][-1].years.years.values()) == years:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups
