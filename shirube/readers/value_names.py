"""Names of indicators that stand before their figures in one cell: 口座振替率:45%, 利用者数 30人."""

from __future__ import annotations

import re
from collections.abc import Callable

from shirube.core.form import Role
from shirube.core.notation import parse_compound, parse_reading, split_name_and_quantity
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell


def split_name(text: str) -> tuple[str, str]:
    """The name and the rest of a cell of values; ("", text) where there is no name."""
    try:
        name, quantity = split_name_and_quantity(text)
    except ValueError:
        pass
    else:
        return name, quantity.raw
    try:
        parts = parse_compound(text)
    except ValueError:
        return "", text
    label = parts[0][0]
    names = "、".join(part for part, _ in parts if part)
    return (names, re.sub(rf"^{re.escape(label)}\s*[:：]?\s*", "", text)) if label else ("", text)


def take_names_from_values(record: Record, text_of: Callable[[int, int], str]) -> None:
    """「口座振替率:45%」 in a cell of targets names the indicator; the figure stays in the cell.

    ``text_of`` gives the text of a row and a column of the table that the record comes from.
    """
    found = ""
    for key, cell in list(record.yearly.items()):
        text = cell.text if cell.text is not None else text_of(cell.row, cell.column)
        if key[0] not in (Role.TARGET, Role.ACTUAL) or parse_reading(text).quantity is not None:
            continue
        name, rest = split_name(text)
        if not name or (record.name and name != found and found):
            continue
        if record.name and not found:
            continue
        found = found or name
        record.yearly[key] = Cell(cell.row, cell.column, rest)
        if not record.name:
            record.name = name
