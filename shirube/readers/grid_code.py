"""Grids as plain bytes and back, for the way out of the child process.

What comes back was made by a process that read a stranger's file, so it is JSON and cell numbers, checked
piece by piece, and never anything that could run (no pickle, no marshal).
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from shirube.core.finding import Finding, Level
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.reference import parse_reference, render_reference
from shirube.readers.row_formats import RowFormats, make_row_formats
from shirube.readers.source import MAX_CELLS, FileGrids, UnreadableFile, make_grid_finding

_NUMBER = late_pattern(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:E[+-][0-9]{1,3})?")
_BREAK = b"\n"


class BrokenAnswerError(ValueError):
    """The bytes are no answer of a child; nothing of them is used."""


def encode_result(result: FileGrids | UnreadableFile) -> bytes:
    """What a reader found, or why it refused, as bytes."""
    if isinstance(result, UnreadableFile):
        refused = [result.file, result.reason, result.remedy, result.code]
        return json.dumps({"refused": refused}).encode() + _BREAK
    heads, cells = [], []
    for grid in result.grids:
        values: dict[Raw, int] = {}
        numbers = array(
            "I", [values.setdefault(cell, len(values)) for cell in chain.from_iterable(grid.rows)]
        )
        heads.append(_encode_head(grid, values))
        cells.append(_to_little_endian(numbers).tobytes())
    findings = [_encode_finding(finding) for finding in result.findings]
    head = json.dumps({"grids": heads, "findings": findings}, ensure_ascii=False)
    return head.encode("utf-8", "surrogatepass") + _BREAK + b"".join(cells)


def decode_result(answer: bytes) -> FileGrids | UnreadableFile:
    """The same again. Raises BrokenAnswerError for bytes that no reader of ours would have written."""
    try:
        head, _, cells = answer.partition(_BREAK)
        content = json.loads(head.decode("utf-8", "surrogatepass"))
        if "refused" in content:
            file, reason, remedy, code = (_to_text(part) for part in content["refused"])
            return UnreadableFile(file, reason, remedy, code=code)
        grids = tuple(_decode_grids(content["grids"], cells))
        return FileGrids(grids, tuple(_decode_finding(one) for one in content["findings"]))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise BrokenAnswerError(f"{type(error).__name__} in the answer of the child") from error


def _to_little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _encode_head(grid: Grid, values: Iterable[Raw]) -> dict[str, Any]:
    return {
        "file": grid.file,
        "name": grid.name,
        "size": [grid.height, grid.width],
        # A list of one text is a decimal number; JSON itself would make it a binary fraction.
        "values": [[str(value)] if isinstance(value, Decimal) else value for value in values],
        "merges": [[span.top, span.left, span.bottom, span.right] for span in grid.merges],
        "formats": _encode_formats(grid.formats),
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_columns": sorted(grid.hidden_columns),
        "struck": [render_reference(*cell) for cell in sorted(grid.struck)],
        "notes": {render_reference(*cell): text for cell, text in grid.notes.items()},
        "lettered": grid.lettered,
        "hidden": grid.hidden,
        "outer": list(grid.outer) if grid.outer else [],
    }


def _encode_formats(formats: Mapping[tuple[int, int], str]) -> dict[str, Any]:
    """Tables of formats by column, and for each row the number of its table."""
    known = make_row_formats(formats)
    tables = known.tables()
    numbers = {id(table): number for number, table in enumerate(tables)}
    return {
        "tables": [[list(table), list(table.values())] for table in tables],
        "rows": list(known.rows),
        "numbers": [numbers[id(table)] for table in known.rows.values()],
    }


def _encode_finding(finding: Finding) -> list[str]:
    place = finding.place
    return [
        finding.code,
        finding.level.value,
        finding.message,
        finding.remedy,
        place.file,
        place.sheet,
        place.cell,
    ]


def _decode_finding(parts: list[Any]) -> Finding:
    code, level, message, remedy, file, sheet, cell = (_to_text(part) for part in parts)
    return make_grid_finding(code, Level(level), message, remedy, file=file, sheet=sheet, cell=cell)


def _decode_grids(heads: list[Any], cells: bytes) -> Iterable[Grid]:
    start = 0
    for head in heads:
        height, width = (_to_count(number) for number in head["size"])
        size = height * width * 4
        if size > MAX_CELLS * 4 or start + size > len(cells):
            raise ValueError("cells missing")
        numbers = array("I")
        numbers.frombytes(cells[start : start + size])
        yield _decode_grid(head, _to_little_endian(numbers), height, width)
        start += size


def _decode_grid(head: dict[str, Any], numbers: array[int], height: int, width: int) -> Grid:
    get = [_to_raw(value) for value in head["values"]].__getitem__
    rows = [list(map(get, numbers[row * width : (row + 1) * width])) for row in range(height)]
    return Grid(
        file=_to_text(head["file"]),
        name=_to_text(head["name"]),
        rows=rows,
        merges=tuple(Span(*(_to_count(number) for number in span)) for span in head["merges"]),
        formats=_decode_formats(head["formats"]),
        hidden_rows=frozenset(map(_to_count, head["hidden_rows"])),
        hidden_columns=frozenset(map(_to_count, head["hidden_columns"])),
        struck=frozenset(map(_to_cell, head["struck"])),
        notes={_to_cell(name): _to_text(text) for name, text in head["notes"].items()},
        lettered=head["lettered"] is True,
        hidden=head["hidden"] is True,
        outer=_to_cell_of(head["outer"]),
    )


def _decode_formats(formats: dict[str, Any]) -> RowFormats:
    tables = [
        dict(zip(map(_to_count, columns), map(_to_text, texts), strict=True))
        for columns, texts in formats["tables"]
    ]
    rows, numbers = map(_to_count, formats["rows"]), map(_to_count, formats["numbers"])
    return RowFormats({row: tables[number] for row, number in zip(rows, numbers, strict=True)})


def _to_raw(value: object) -> Raw:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and len(value) == 1 and _NUMBER.fullmatch(_to_text(value[0])):
        return Decimal(value[0])
    raise ValueError("no cell value")


def _to_cell_of(value: list[Any]) -> tuple[int, int] | None:
    return (_to_count(value[0]), _to_count(value[1])) if value else None


def _to_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _to_count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MAX_CELLS:
        raise ValueError("count expected")
    return value


def _to_cell(name: object) -> tuple[int, int]:
    cell = parse_reference(_to_text(name))
    if cell is None:
        raise ValueError("cell name expected")
    return cell
