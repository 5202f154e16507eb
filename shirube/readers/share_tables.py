"""Tables of counts that say nowhere 目標 or 実績, told by their own figures.

    区分        指標数  順調に推移している指標数  割合
    客観的指標  63      51                        81.0%

Where the printed share is that of one column in another in every row, the latter is what was to be done and
the former what was. Asked only where no other reader found a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.body_end import is_footnote
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells, is_blank, text_of
from shirube.readers.quotients import is_quotient
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_SHARE = late_pattern(r".*(?:率|割合|比|[%％]).*")
_DONE = late_pattern(r".*(?:達成|順調|実施|完了|終了|済|改善|向上|成立).*")
_NOT_DONE = late_pattern(r".*(?:未|ない|なし|以外|不).*")
# How much there is more or less than before is no share of what was to be done.
_CHANGE = late_pattern(r".*(?:増減|増加|減少|純減|伸び|変化|前[年期]|比較).*")
_LONGEST_HEADING = 40
_FEWEST_COLUMNS = 4
_FEWEST_ROWS = 2
# Rows and columns looked at: a table of counts is small, and every pair of its columns is tried.
_MOST_ROWS = 60
_MOST_COLUMNS = 12
# The figures of a column, None where a cell holds none.
_Figures = Sequence[Decimal | None]


class _Share(Struct, frozen=True):
    """The columns of all, of those done, and of the share printed."""

    whole: int
    done: int
    rate: int


def find_share_table(grid: Grid) -> tuple[Table, Finding] | None:
    """The first such table of a grid and what is said about it; None where there is none."""
    for top in range(max(grid.height - _FEWEST_ROWS, 0)):
        headings = [text_of(cell).strip() for cell in grid.rows[top]]
        if not _may_head(headings):
            continue
        body = _find_body(grid, top)
        shares = list(_find_shares(grid, headings, body)) if len(body) >= _FEWEST_ROWS else []
        # Of 達成 and 未達成, both of them shares of the whole, the former is what was to be done; women are
        # a share of all members, and nobody promised that all would be.
        shares = [one for one in shares if _is_done(headings[one.done])]
        if len(shares) == 1:
            return _make_table(grid, top, headings, body, shares[0]), _say(grid, top, headings, shares[0])
    return None


def _may_head(headings: Sequence[str]) -> bool:
    filled = [text for text in headings if text]
    is_short = all(len(text) <= _LONGEST_HEADING for text in filled)
    return (
        _FEWEST_COLUMNS <= len(filled) <= _MOST_COLUMNS
        and is_short
        and any(_SHARE.fullmatch(text) and not _CHANGE.fullmatch(text) for text in filled)
        and not any(parse_reading(text).quantity for text in filled)
    )


def _find_body(grid: Grid, top: int) -> list[int]:
    rows: list[int] = []
    for row in range(top + 1, min(top + 1 + _MOST_ROWS, grid.height)):
        if is_blank(grid.rows[row]) or is_footnote(filled_cells(grid.rows[row])):
            break
        rows.append(row)
    return rows


def _find_shares(grid: Grid, headings: Sequence[str], body: Sequence[int]) -> Iterator[_Share]:
    figures = {column: _read_column(grid, body, column) for column in range(1, len(headings))}
    counts = [column for column, values in figures.items() if all(value is not None for value in values)]
    for rate, printed in figures.items():
        if not _SHARE.fullmatch(headings[rate]) or _CHANGE.fullmatch(headings[rate]):
            continue
        for whole, done in permutations([column for column in counts if column != rate], 2):
            if _is_share(printed, figures[done], figures[whole]):
                yield _Share(whole, done, rate)


def _read_column(grid: Grid, body: Sequence[int], column: int) -> _Figures:
    readings = [parse_reading(cell_text(grid, row, column)).quantity for row in body]
    return [quantity.value if quantity else None for quantity in readings]


def _is_share(printed: _Figures, dones: _Figures, wholes: _Figures) -> bool:
    """True where each printed share is the quotient to its last printed place, and not all are 0 or 100."""
    telling = 0
    for share, done, whole in zip(printed, dones, wholes, strict=True):
        if share is None or done is None or not whole:
            continue
        if not is_quotient(share, done, whole):
            return False
        telling += share not in (0, 100)
    return telling >= _FEWEST_ROWS


def _is_done(heading: str) -> bool:
    return bool(_DONE.fullmatch(heading)) and not _NOT_DONE.fullmatch(heading)


def _make_table(grid: Grid, top: int, headings: Sequence[str], body: Sequence[int], share: _Share) -> Table:
    last = body[-1]
    return Table(
        grid=grid,
        top=top,
        headings=tuple((text,) for text in headings),
        body=tuple(body),
        above=tuple(row for row in range(top) if not is_blank(grid.rows[row])),
        below=tuple(row for row in range(last + 1, grid.height) if not is_blank(grid.rows[row])),
        stated={
            0: (Role.INDICATOR, None),
            share.whole: (Role.TARGET, None),
            share.done: (Role.ACTUAL, None),
            share.rate: (Role.RATE, None),
        },
    )


def _say(grid: Grid, top: int, headings: Sequence[str], share: _Share) -> Finding:
    return Finding(
        code="shares-read",
        level=Level.ODD,
        place=grid.place(top, share.rate),
        message=f"見出しに目標や実績の言葉がありませんが、全ての行で「{headings[share.rate]}」が"
        f"「{headings[share.done]}」÷「{headings[share.whole]}」と一致するため、"
        f"「{headings[share.whole]}」を目標値、「{headings[share.done]}」を実績値とみなしました。",
        remedy="違う場合は、見出しを「目標」「実績」などにしてください。",
    )
