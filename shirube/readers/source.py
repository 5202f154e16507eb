"""What a format reader is given (a source), what it hands back (grids and findings), and its refusal.

Also the limits that every reader keeps, so that no file can hold more than a person could have meant.
Which reader takes which file is left to formats.py.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from msgspec import Struct

from shirube.core.finding import Finding, Level, Place
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw, Span

# A plan has hundreds of rows; these limits leave room for a thousand times that, and keep bombs small.
MAX_ROWS = 99_999
MAX_COLUMNS = 702  # A to ZZ
MAX_CELLS = 3_000_000
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_GRIDS = 300
MAX_LISTED = 8  # so many places are written out in one message; the rest is counted
_NUMBER = late_pattern(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?")


class UnreadableFile(Exception):  # noqa: N818 - says what is the matter; the users of the name read it
    """A file of which nothing can be read; ``str()`` is one Japanese line: what, why, and what to do."""

    def __init__(self, file: str, reason: str, remedy: str = "", *, code: str = "file-unreadable") -> None:
        super().__init__(f"{file or '貼り付けた文字'} を読めません。{reason}{remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions copy themselves from args, which hold the sentence and not the parts.
        return (_remake_unreadable, (self.file, self.reason, self.remedy, self.code))


def _remake_unreadable(file: str, reason: str, remedy: str, code: str) -> UnreadableFile:
    return UnreadableFile(file, reason, remedy, code=code)


class Source(Struct, frozen=True, kw_only=True):
    """The bytes of a file and what the user chose about them. ``name`` is for display, not for opening."""

    name: str
    data: bytes
    # Only for text: the user's choice where the content cannot tell (EUC-JP).
    encoding: str | None = None
    # Only for PDF without rules: x positions of the column lines in points from the left edge.
    pdf_columns: tuple[float, ...] | None = None
    # Only for PDF: instead of the tables the words and rules of this page (from 1), to be drawn.
    pdf_page: int | None = None


class FileGrids(Struct, frozen=True):
    """All sheets or tables of one file, in its order, and what was odd about reading them."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()


def make_number(text: str) -> Raw:
    """Decimal digits of a file → int, or Decimal without needless zeros; anything else stays as text."""
    if not _NUMBER.fullmatch(text):
        return text
    number = Decimal(text)
    # Beyond these sizes a number is no figure of a plan, and its digits would fill the memory.
    if not -400 < number.adjusted() < 400:
        return text
    return int(number) if number == number.to_integral_value() else number.normalize()


def make_grid_finding(
    code: str, level: Level, message: str, remedy: str = "", *, file: str, sheet: str = "", cell: str = ""
) -> Finding:
    """A finding about a place in a file; saves the readers from naming Place each time."""
    place = Place(file=file, sheet=sheet, cell=cell)
    return Finding(code=code, level=level, message=message, remedy=remedy, place=place)


def render_places(places: Sequence[str]) -> str:
    """「D14、E14 ほか3か所」: the first few places, the rest counted."""
    shown = "、".join(places[:MAX_LISTED])
    rest = len(places) - MAX_LISTED
    return f"{shown} ほか{rest}か所" if rest > 0 else shown


def limit_rows(
    rows: Sequence[Sequence[Raw]], *, file: str, sheet: str
) -> tuple[list[Sequence[Raw]], list[Finding]]:
    """The rows within the limits, and a grave finding that says what was left out, if anything was."""
    kept: list[Sequence[Raw]] = list(rows[:MAX_ROWS])
    width = max((len(row) for row in kept), default=0)
    findings = []
    if len(rows) > MAX_ROWS:
        findings.append(make_cut_finding("行", MAX_ROWS, file=file, sheet=sheet))
    if width > MAX_COLUMNS:
        kept = [row[:MAX_COLUMNS] for row in kept]
        width = MAX_COLUMNS
        findings.append(make_cut_finding("列", MAX_COLUMNS, file=file, sheet=sheet))
    if width * len(kept) > MAX_CELLS:
        kept = kept[: MAX_CELLS // width]
        findings.append(make_cut_finding("行", len(kept), file=file, sheet=sheet))
    return kept, findings


def may_hold(rows: int, columns: int) -> bool:
    """True within the limits; a table that is written anew may be far larger than its source."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def make_cut_finding(what: str, kept: int, *, file: str, sheet: str) -> Finding:
    """The finding about rows or columns beyond a limit: they are never dropped silently."""
    return make_grid_finding(
        "grid-cut",
        Level.GRAVE,
        f"{what}が多すぎるため、{kept:,}{what}目までを読みました。それより先は読んでいません。",
        "必要な表だけを別のファイルに分けてください。",
        file=file,
        sheet=sheet,
    )


def clip_merges(merges: Iterable[Span], *, height: int, width: int) -> tuple[Span, ...]:
    """Merged ranges cut to the grid; those outside it, or of a single cell, are gone."""
    clipped = []
    for span in merges:
        if span.top >= height or span.left >= width:
            continue
        bottom, right = min(span.bottom, height - 1), min(span.right, width - 1)
        if (bottom, right) != (span.top, span.left):
            clipped.append(Span(span.top, span.left, bottom, right))
    return tuple(clipped)


@contextmanager
def pause_collection(*, settle: bool = True) -> Iterator[None]:
    """No garbage collection while hundreds of thousands of cells are made: none of them is garbage.

    With ``settle`` they count as old afterwards, as they would after a few looks: a look at what is new
    passes by them. That is for the tables of a file, not for what a server loads at each request: finding out
    whether it has frozen anything takes longer than such a load.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What a server has frozen for its processes stays frozen; there the new cells are looked at once.
        if settle and running and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if running:
            gc.enable()
