"""Names of indicators that stand before their figures in one cell: 口座振替率:45%, 利用者数 30人.

Or in a line of their own above the row of figures, in a table without a column for names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from shirube.core.form import Role
from shirube.core.notation import parse_compound, parse_reading, split_name_and_quantity
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Qualifier
from shirube.core.reading import Missing
from shirube.readers.block_labels import says_no_unit
from shirube.readers.name_columns import is_phrase
from shirube.readers.name_units import find_table_unit
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell

# （単位：ha） at the end of a line.
_UNIT_BEHIND = late_pattern(r"(?<!\s)\s*+[(（【\[〔]\s*[^\s()（）]{0,9}単位[^()（）]*[)）】\]〕]\s*$")
# Between two of a list: 受講者数20名、創業者数5名.
_BETWEEN_LISTED = late_pattern(r"[、;\n]")
# ①受講者数20名 ②創業者数5名
# 男 10人・女 of 男 10人・女 5人: the figure before it has a word of its own.
_FIGURE_WITHIN = late_pattern(
    r"(?<![A-Za-z\d.,])\d[\d,.]*\s?(?!歳|才|代|年|学年|[か箇ヶヵカケ]?月|級|期|次|号|日|週)[^\d\s・]{1,5}[・\s]\s?[^\d\s・]{1,6}$"
)
_COUNTED = late_pattern(r"①[^①②0-9０-９]*+[0-9０-９][^①②]*+②")
# What joins a label to its figure and is no part of either: 再生紙利用率を 98%.
_PARTICLES = "をはがの"
_OF_WHOM = frozenset(("歳", "代", "年生", "号", "級", "類", "期", "次", "年", "年度", ""))
_BETWEEN = ("・", "、", "，", "/", "／")


def split_name(text: str) -> tuple[str, str]:
    """The name and the rest of a cell of values; ("", text) where there is no name."""
    try:
        name, quantity = split_name_and_quantity(text)
    except ValueError:
        pass
    else:
        is_none = _is_figure(name) or is_phrase(name) or _is_list(name) or _COUNTED.search(text)
        is_none = is_none or _FIGURE_WITHIN.search(name)
        return ("", text) if is_none else (name, quantity.raw)
    try:
        parts = parse_compound(text)
    except ValueError:
        return "", text
    label = parts[0][0]
    names = "、".join(part for part, _ in parts if part)
    return (names, re.sub(rf"^{re.escape(label)}\s*[:：]?\s*", "", text)) if label else ("", text)


def _is_figure(name: str) -> bool:
    """True for 35か所・ of 35か所・31市町村, 14.5日 of 14.5日△10% and 男性 10% 女性: no name, but figures.

    18歳以上 and 20代 name who is meant.
    """
    if "%" in name or "％" in name:
        return True
    if not name[:1].isdigit():
        return False
    quantity = parse_reading(name.rstrip("".join(_BETWEEN))).quantity
    is_exact = quantity is not None and quantity.qualifier is Qualifier.EXACT
    return is_exact and quantity is not None and quantity.unit not in _OF_WHOM


def _is_list(name: str) -> bool:
    """True for 受講者数20名、創業者数 of 受講者数20名、創業者数5名: the first has a figure of its own.

    第2次、第3次産業 does not.
    """
    for piece in _BETWEEN_LISTED.split(name)[:-1]:
        try:
            unit = split_name_and_quantity(piece)[1].unit
        except ValueError:
            continue
        if unit not in _OF_WHOM:
            return True
    return False


def take_names_from_values(record: Record, text_of: Callable[[int, int], str]) -> None:
    """「口座振替率:45%」 in a cell of targets names the indicator; the figure stays in the cell.

    ``text_of`` gives the text of a row and a column of the table that the record comes from.
    """
    if record.name and _take_common_label(record, text_of):
        return
    _take_label_of_baseline(record, text_of)
    found = ""
    for key, cell in list(record.yearly.items()):
        text = cell.text if cell.text is not None else text_of(cell.row, cell.column)
        if key[0] not in (Role.TARGET, Role.ACTUAL) or parse_reading(text).quantity is not None:
            continue
        name, rest = split_name(text)
        if name and record.name.endswith(name) and name in record.name.split():
            # 男性 80% in the row of 男性 says again whose figure it is.
            record.yearly[key] = Cell(cell.row, cell.column, rest)
            continue
        if not name or (record.name and name != found and found):
            continue
        if record.name and not found:
            continue
        found = found or name
        record.yearly[key] = Cell(cell.row, cell.column, rest)
        if not record.name:
            record.name = name


def _take_label_of_baseline(record: Record, text_of: Callable[[int, int], str]) -> None:
    """参加者2,728人/年 in the row of 参加者数の増加: the label says again whose figure it is.

    Not where the name has another beside it: 小学生 of 小学生・中学生の参加者.
    """
    cell = record.single.get(Role.BASELINE)
    if cell is None or not record.name:
        return
    text = cell.text if cell.text is not None else text_of(cell.row, cell.column)
    if parse_reading(text).missing is not Missing.UNREADABLE:
        return
    label, rest = split_name(text)
    at = record.name.find(label) if len(label) > 1 else -1
    around = record.name[max(at - 1, 0) : at] + record.name[at + len(label) : at + len(label) + 1]
    if at >= 0 and not any(sign in around for sign in (*_BETWEEN, "と", "及")):
        record.single[Role.BASELINE] = Cell(cell.row, cell.column, rest)


def join_to_name_above(record: Record, above: Record, text_of: Callable[[int, int], str]) -> None:
    """若者 50% below 周知度 | 全体 50%: both words are parts of one name, which stands in the first row only.

    ``record`` got its name from its own figures; ``above`` is the one before it.
    """
    label, whole = record.name, above.whole or above.name
    if not whole or (record.groups, record.lines) != (above.groups, above.lines):
        return
    if not above.whole:
        for key, cell in list(above.yearly.items()):
            text = cell.text if cell.text is not None else text_of(cell.row, cell.column)
            if key[0] is not Role.TARGET or parse_reading(text).missing is not Missing.UNREADABLE:
                continue
            own, rest = split_name(text)
            if own and own not in whole:
                above.yearly[key] = Cell(cell.row, cell.column, rest)
                above.name = f"{whole} {own.rstrip(_PARTICLES)}"
                break
    record.name, record.whole = f"{whole} {label.rstrip(_PARTICLES)}", whole


def take_names_from_lines(records: Sequence[Record]) -> None:
    """A line above each row, which has no name and is alone below it, is no group but its name."""
    if any(record.name or not record.lines for record in records):
        return
    if len({record.lines for record in records}) < len(records):
        return
    for record in records:
        record.name, record.lines = record.lines[-1], record.lines[:-1]


def take_units_from_lines(records: Sequence[Record], text_of: Callable[[int, int], str]) -> None:
    """【営農】（単位：ha） above rows: the unit is that of those that have none, and no part of the group."""
    if not any("単位" in line for record in records for line in record.lines):
        return
    for record in records:
        units = [unit for line in record.lines if "単位" in line and (unit := find_table_unit([[line]]))]
        cells = (*record.yearly.values(), *filter(None, [record.single.get(Role.BASELINE)]))
        figures = (cell.text if cell.text is not None else text_of(cell.row, cell.column) for cell in cells)
        if units and Role.UNIT not in record.single and says_no_unit(record.name, figures):
            record.single[Role.UNIT] = Cell(record.at.row, record.at.column, units[-1])
        record.lines = tuple(_UNIT_BEHIND.sub("", line) or line for line in record.lines)


def _take_common_label(record: Record, text_of: Callable[[int, int], str]) -> bool:
    """中 2.00% and 中 3.21% in a row with a name of its own: the label goes to the name, the figures stay.

    Only where a target and an actual say it, and no figure of the row says anything else.
    """
    found: dict[object, tuple[Cell, str]] = {}
    labels: set[str] = set()
    cells = [(key, cell) for key, cell in record.yearly.items() if key[0] in (Role.TARGET, Role.ACTUAL)]
    base = record.single.get(Role.BASELINE)
    for key, cell in [*cells, *([(Role.BASELINE, base)] if base is not None else [])]:
        text = cell.text if cell.text is not None else text_of(cell.row, cell.column)
        reading = parse_reading(text)
        if reading.is_missing and reading.missing is not Missing.UNREADABLE:
            continue
        name, rest = split_name(text) if reading.quantity is None else ("", text)
        labels.add(name)
        found[key] = (cell, rest)
    sides = {key[0] for key, _ in cells if key in found}
    label = next(iter(labels), "")
    if len(labels) != 1 or not label or sides != {Role.TARGET, Role.ACTUAL}:
        return False
    for key, _ in cells:
        if key in found:
            cell, rest = found[key]
            record.yearly[key] = Cell(cell.row, cell.column, rest)
    if base is not None and Role.BASELINE in found:
        record.single[Role.BASELINE] = Cell(base.row, base.column, found[Role.BASELINE][1])
    if label not in record.name:
        record.name = f"{record.name} {label.rstrip(_PARTICLES)}"
    return True
