"""Rows that say by a number alone whose figures they hold; the names stand beside the numbers further up.

        指標名            単位                   H21   H22
    ①  消防団員の充足率  %        ①  目標      100   100
    ②  消防水利の充足率  %            実績      99.6  99.3
                                   ②  目標      95.5  95.8

成果指標① may stand for the ① below the heading 成果指標名. Numbers are written out before anything is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from shirube.core.fiscal_year import CIRCLED, fold_width
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label, match_kind
from shirube.readers.name_units import find_name_unit
from shirube.readers.rewritten_grid import Cell, rewrite_grid
from shirube.readers.values import cell_text

_NUMBER = late_pattern(r"(?P<stem>[^\W\d]{0,8}?(?:指標|KPI)?)\s*[(]?(?P<number>\d{1,2})[)]?")
_CIRCLED = {sign: str(number) for number, sign in enumerate(CIRCLED, 1)}
_LOOKED_AT = 400


class _Told(Struct, frozen=True):
    """A name that stands beside its number, with its unit where the next cell says one."""

    name: str
    unit: str


def write_out_numbers(grid: Grid) -> Grid | None:
    """The grid with names for numbers; None where no row has a number that one row above gives a name."""
    told: dict[tuple[str, str], _Told | None] = {}
    written: dict[int, str] = {}
    stem = ""
    for row in range(min(grid.height, _LOOKED_AT)):
        words = [cell.strip() for cell in grid.rows[row] if isinstance(cell, str) and cell]
        stem = next((found for text in words if (found := _find_stem(text))), stem)
        key = read_number(cell_text(grid, row, 0))
        if key is None:
            continue
        filled = [text for column in range(grid.width) if (text := cell_text(grid, row, column))]
        if _is_name(filled[1:]):
            _tell(told, key if key[0] else (stem, key[1]), filled)
        elif _has_no_name(filled[1:]) and (name := told.get(key) or _find_bare(told, key)):
            written[row] = _with_unit(name, filled)
        elif len(filled) == 1 and key[0] and any(one[0] == key[0] for one in told):
            written[row] = ""  # 成果指標② without a name or a figure is no line that heads others
    if not any(written.values()):
        return None
    return rewrite_grid(
        grid,
        [
            [Cell(row, 0, written.get(row)), *(Cell(row, column) for column in range(1, grid.width))]
            for row in range(grid.height)
        ],
    )


def read_number(text: str) -> tuple[str, str] | None:
    """What is counted and its number: ("成果指標", "1") of 成果指標①, ("", "2") of ②; None for others."""
    if not text or len(text) > 12:
        return None
    sign = text[-1]
    if sign in _CIRCLED:
        stem = text[:-1].strip()
        return (stem, _CIRCLED[sign]) if not stem or is_name_label(stem) else None
    match = _NUMBER.fullmatch(fold_width(text).strip())
    if match is None or not match["stem"] or not is_name_label(match["stem"]):
        return None
    return match["stem"], match["number"]


def _find_stem(text: str) -> str:
    """成果指標 of the heading 成果指標名, below which ① is the first of them."""
    stem = text.removesuffix("名").removesuffix("の")
    return stem if stem != text and len(text) <= 12 and is_name_label(text) else ""


def _is_name(rest: list[str]) -> bool:
    """True for a name behind a number, and no figure behind the name: such a row has its figures itself."""
    return (
        bool(rest)
        and parse_reading(rest[0]).quantity is None
        and not match_kind(rest[0])
        and not (match_heading(rest[0]) and len(rest) > 1 and match_heading(rest[1]))
        and all(parse_reading(text).quantity is None for text in rest[1:])
    )


def _has_no_name(rest: list[str]) -> bool:
    """True for a row in which 目標 or a figure follows on the number: ① | 相談件数 | 10 names itself."""
    return bool(rest) and (match_kind(rest[0]) is not None or parse_reading(rest[0]).quantity is not None)


def _tell(told: dict[tuple[str, str], _Told | None], key: tuple[str, str], filled: list[str]) -> None:
    unit = filled[2] if len(filled) > 2 and find_name_unit(f"({filled[2]})") else ""
    # A number that stands beside two names tells neither of them.
    told[key] = None if key in told else _Told(filled[1], unit)


def _find_bare(told: Mapping[tuple[str, str], _Told | None], key: tuple[str, str]) -> _Told | None:
    """The only name of a number, whatever it counts, for ① alone."""
    found = [name for (_, number), name in told.items() if number == key[1]] if not key[0] else []
    return found[0] if len(found) == 1 else None


def _with_unit(told: _Told, filled: list[str]) -> str:
    has_unit = find_name_unit(told.name) or any(
        quantity.unit for text in filled[1:] if (quantity := parse_reading(text).quantity)
    )
    return told.name if has_unit or not told.unit else f"{told.name}（{told.unit}）"
