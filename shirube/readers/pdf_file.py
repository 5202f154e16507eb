"""PDF files: ruled tables of all pages, those that run over several pages joined again.

A PDF without characters (a scan) is refused with advice. Pages are read in pdf_page.py.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.pattern import late_pattern
from shirube.readers.around import DocumentTable, make_document_grids
from shirube.readers.grid import Raw, Span
from shirube.readers.pdf_cut_cells import join_cut_cells
from shirube.readers.pdf_margins import find_feet
from shirube.readers.pdf_page import PageParts, PageTable, read_page
from shirube.readers.pdf_text import Line
from shirube.readers.source import FileGrids, Source, UnreadableFile, make_cut_finding, make_grid_finding
from shirube.readers.surroundings import is_note
from shirube.readers.tables_across import join_across

MAX_PAGES = 300
_PAGE_NUMBER = late_pattern(
    r"[\s\-－ー‐―〜~]*(?:p\.?\s*|ページ\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?[\s\-－ー‐―〜~]*(?:ページ|頁)?",
    re.I,
)
_MOST_HEADER_ROWS = 6
# So many lines may stand between the parts of one table: the notes of a page, a title.
_MOST_LINES_BETWEEN = 6
# So many labels down the first column say that a page holds another copy of a form.
_FIRST_LABELS = 3
_SAME_EDGE = 4.0  # points by which column edges of one table may differ between pages


def read_pdf_grids(source: Source) -> FileGrids:
    """Every table of the file. Raises UnreadableFile for scans, for a password, and where no rules are."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    findings: list[Finding] = []
    try:
        with _hush_parser(), pdfplumber.open(io.BytesIO(source.data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                findings.append(make_cut_finding("ページ", MAX_PAGES, file=source.name, sheet=""))
            pages: list[PageParts] = []
            known: Sequence[float] = ()
            for page in pdf.pages[:MAX_PAGES]:
                pages.append(read_page(page, source.pdf_columns, known))
                page.close()
                known = next((table.edges for table in _list_by_gaps(pages[-1:])), known)
    except (PDFPasswordIncorrect, PdfminerException) as error:
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.__context__, PDFPasswordIncorrect):
            raise _make_encrypted(source) from None
        raise
    _check_text(source, pages, findings)
    _join_wide(source, pages, findings)
    _say_by_gaps(source, pages, findings)
    _say_by_lines(source, pages, findings)
    parts = _join_pages(source, pages, findings)
    if not any(isinstance(part, DocumentTable) for part in parts):
        raise _make_without_rules(source, pages)
    parts, across = join_across(parts, source.name)
    return make_document_grids(parts, file=source.name, findings=[*findings, *across])


@contextmanager
def _hush_parser() -> Iterator[None]:
    """What the parser remarks about fonts, in English, says nothing to those who read the table."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _list_by_gaps(pages: Sequence[PageParts]) -> list[PageTable]:
    """The tables whose columns no rules part, the last one first."""
    return [
        part
        for page in reversed(pages)
        for part in reversed(page.parts)
        if isinstance(part, PageTable) and part.by_gaps
    ]


def _join_wide(source: Source, pages: Sequence[PageParts], findings: list[Finding]) -> None:
    if len(pages) < 2:
        return
    from shirube.readers.pdf_wide import join_wide_pages

    if joined := join_wide_pages(pages):
        findings.append(
            make_grid_finding(
                "pdf-joined-across",
                Level.ODD,
                f"右側の列が別のページに印刷されているため、{joined}ページ分の表を左側の表の右につなげました。",
                "行がずれていないかどうかを確かめてください。元の Excel のファイルを使うと確実です。",
                file=source.name,
            )
        )


def _say_by_gaps(source: Source, pages: Sequence[PageParts], findings: list[Finding]) -> None:
    numbers = [str(number) for number, page in enumerate(pages, 1) if _list_by_gaps([page])]
    if numbers:
        findings.append(
            make_grid_finding(
                "pdf-columns-by-gaps",
                Level.ODD,
                f"縦の罫線のない表があり（{'、'.join(numbers[:20])}ページ）、列の区切りを文字の間隔などから判断しました。",
                "値の列が正しいかどうかを確かめ、違う場合は --columns で列の区切りの位置を指定してください。",
                file=source.name,
            )
        )


def _say_by_lines(source: Source, pages: Sequence[PageParts], findings: list[Finding]) -> None:
    numbers = [
        str(number)
        for number, page in enumerate(pages, 1)
        if any(isinstance(part, PageTable) and part.by_lines for part in page.parts)
    ]
    if numbers:
        findings.append(
            make_grid_finding(
                "pdf-rows-by-lines",
                Level.ODD,
                f"横の罫線のない表があり（{'、'.join(numbers[:20])}ページ）、行の区切りを文字の並びから判断しました。",
                "2行に分かれた名前が、隣の行の名前と混ざっていないかどうかを確かめてください。",
                file=source.name,
            )
        )


def _make_encrypted(source: Source) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        "パスワードで保護されています。",
        "パスワードを外して保存し直したファイルを指定してください。",
        code="file-encrypted",
    )


def _make_without_rules(source: Source, pages: Sequence[PageParts]) -> UnreadableFile:
    width = max((page.width for page in pages), default=0)
    return UnreadableFile(
        source.name,
        "罫線で区切られた表が見つかりません。",
        "元の Excel か Word のファイルを使うか、列の区切りの位置を --columns で指定してください"
        f"（例 --columns 40,180,320。左端からの距離で、ページの幅は{width:.0f}です）。",
        code="pdf-without-rules",
    )


def _check_text(source: Source, pages: Sequence[PageParts], findings: list[Finding]) -> None:
    """A page without characters is a picture of a page."""
    if not any(page.characters for page in pages):
        raise UnreadableFile(
            source.name,
            "文字の情報がない PDF（紙を読み取った画像など）です。",
            "元の Excel か Word のファイルを使うか、文字認識（OCR）をしてから指定してください。",
            code="pdf-scanned",
        )
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.characters]
    if empty:
        findings.append(
            make_grid_finding(
                "pdf-page-without-text",
                Level.ODD,
                f"文字の情報がないページがあります（{'、'.join(empty[:20])}ページ）。読んでいません。",
                "画像のページに表がある場合は、元のファイルを使ってください。",
                file=source.name,
            )
        )
    unknown = sum(page.unknown for page in pages)
    if unknown * 2 > sum(page.characters for page in pages):
        raise UnreadableFile(
            source.name,
            "文字の形だけがあり、何の字かが記録されていない PDF です。",
            "元の Excel か Word のファイルを使うか、文字認識（OCR）をしてから指定してください。",
            code="pdf-unknown-characters",
        )
    if unknown:
        findings.append(
            make_grid_finding(
                "pdf-unknown-characters",
                Level.GRAVE,
                f"文字に戻せない字が{unknown}字あり、「〓」としました。",
                "元の Excel か Word のファイルを使うか、「〓」の字を補ってください。",
                file=source.name,
            )
        )


def _join_pages(
    source: Source, pages: Sequence[PageParts], findings: list[Finding]
) -> list[str | DocumentTable]:
    """Lines and tables of all pages in order; page numbers gone, tables that go on joined."""
    # Lines at the same height with the same text on several pages are running titles, not text.
    running = Counter(
        (part.text, round(part.top)) for page in pages for part in page.parts if isinstance(part, Line)
    )
    feet, kept = find_feet(pages)
    joined: list[str | DocumentTable] = []
    last: PageTable | None = None
    since: list[str] = []
    edges: dict[int, Sequence[float]] = {}
    dropped = 0
    opening: PageTable | None = None
    for number, page in enumerate(pages):
        first_on_page = True
        is_next_form = _is_next_form(opening, last, page)
        opening = next((part for part in page.parts if isinstance(part, PageTable)), opening)
        for part in page.parts:
            if isinstance(part, Line):
                repeated = number > 0 and running[part.text, round(part.top)] > 1
                repeated |= (
                    first_on_page and number > 0 and last is not None and _goes_on_in_words(last, part)
                )
                if id(part) not in feet and not repeated and not _PAGE_NUMBER.fullmatch(part.text):
                    since.append(part.text)
            elif last and first_on_page and number and not is_next_form and _goes_on(last, part, since):
                since = _put_groups(last.table, since, joined)
                at = len(last.table.rows)
                headers = append_rows(last.table, part.table)
                dropped += headers
                # Below a repeated header it is that which has a rule above it or none.
                join_cut_cells(last, replace(part, open_above=frozenset()) if headers else part, at)
                last = replace(last, open_below=part.open_below, full_below=part.full_below)
                first_on_page = False
            else:
                joined += since
                since = []
                joined.append(part.table)
                edges[id(part.table)] = part.edges
                last, first_on_page = part, False
    joined += [*since, *(text for text in kept if not _PAGE_NUMBER.fullmatch(text))]
    if dropped:
        message = f"ページごとに繰り返される見出し行（計{dropped}行）を除いて、表をつなげました。"
        findings.append(make_grid_finding("pdf-joined", Level.INFORMATION, message, file=source.name))
    if len(edges) > 1:
        from shirube.readers.pdf_sheets import put_on_sheets

        return put_on_sheets(joined, edges)
    return joined


def _goes_on(before: PageTable, after: PageTable, since: Sequence[str]) -> bool:
    """The same columns at the same places; below notes and titles only a table without headings."""
    if not has_same_edges(before, after) or _begins_again(before.table, after.table):
        return False
    if not since:
        return True
    from shirube.readers.joined_tables import count_heading_rows, is_title

    if len(since) > _MOST_LINES_BETWEEN or not all(is_note(line) or is_title(line) for line in since):
        return False
    return bool(count_heading_rows(before.table)) and not count_heading_rows(after.table)


def _is_next_form(opening: PageTable | None, last: PageTable | None, page: PageParts) -> bool:
    """True where a form of several tables fills each page: it begins as ``opening``, the page before, did."""
    first = next((part for part in page.parts if isinstance(part, PageTable)), None)
    if first is None or opening is None or last is None or opening.table is last.table:
        return False
    one, other = opening.table.rows[0], first.table.rows[0]
    return bool(one[0]) and one[0] == other[0] and [*one] != [*other]


def _begins_again(before: DocumentTable, after: DocumentTable) -> bool:
    """True for a further copy of a form, a page each: its first labels are the same, what they say is not."""
    first, again = (
        [text for row in table.rows if (text := str(row[0]))][:_FIRST_LABELS] for table in (before, after)
    )
    if len(again) < _FIRST_LABELS or first != again:
        return False
    return [*before.rows[0]] != [*after.rows[0]] and not any(map(str.isdecimal, again))


def _put_groups(table: DocumentTable, since: list[str], joined: Sequence[str | DocumentTable]) -> list[str]:
    """Titles between the parts of a table head the rows below them, as rows; what is left are notes.

    A title said before, with （続き） or without, heads nothing.
    """
    if not since:
        return since
    from shirube.readers.joined_tables import strip_continued

    said = {strip_continued(text) for text in joined if isinstance(text, str)}
    width = len(table.rows[0])
    for line in since:
        if not is_note(line) and strip_continued(line) not in said:
            table.rows.append([line, *([""] * (width - 1))])
    return [line for line in since if is_note(line)]


def has_same_edges(before: PageTable, after: PageTable) -> bool:
    """Columns of the same widths; left and right pages of a booklet have other margins."""
    if len(before.edges) != len(after.edges):
        return False
    pairs = zip(before.edges, after.edges, strict=True)
    shifts = [other - one for one, other in pairs]
    return max(shifts) - min(shifts) <= _SAME_EDGE


def _goes_on_in_words(table: PageTable, line: Line) -> bool:
    """A line above a page's table that only repeats the last names: those of merged cells cut by the page."""
    rows = table.table.rows
    names = [_find_above(table.table, column) for column in range(len(rows[0]) if rows else 0)]
    return len(line.text) > 1 and is_made_of(line.text, names)


def is_made_of(text: str, names: Sequence[str]) -> bool:
    """True for a text of nothing but some of the names in their order: 路線20の利用者数千人.

    Spaces do not count: whether there is one between two cells depends on the font.
    """
    whole = "".join(text.split())
    ends = {0}
    for name in ("".join(name.split()) for name in names):
        ends |= {at + len(name) for at in ends if whole.startswith(name, at)}
    return len(whole) in ends


def append_rows(table: DocumentTable, more: DocumentTable) -> int:
    """Add the rows of the next page; repeated header rows are dropped and counted."""
    repeated = 0
    above = [_find_above(table, column) for column in range(len(table.rows[0]))] if table.rows else []
    most = min(_MOST_HEADER_ROWS, len(more.rows) - 1, len(table.rows))
    while repeated < most:
        if not _is_repeated(table.rows[repeated], more.rows[repeated], above):
            break
        if not repeated:
            from shirube.readers.joined_tables import count_heading_rows

            # A row below the headings may be the same on two pages, and counts twice.
            most = min(most, count_heading_rows(table) or most)
        repeated += 1
    _keep_stray_text(table, more, repeated, above)
    down = len(table.rows) - repeated
    table.rows += more.rows[repeated:]
    table.merges += [
        Span(span.top + down, span.left, span.bottom + down, span.right)
        for span in more.merges
        if span.top >= repeated
    ]
    return repeated


def _find_above(table: DocumentTable, column: int) -> str:
    """The last text of a column, which a merged cell cut by the page goes on with."""
    return str(next((row[column] for row in reversed(table.rows) if row[column] != ""), ""))


def _is_repeated(header: Sequence[Raw], row: Sequence[Raw], above: Sequence[str]) -> bool:
    """The same texts; a cell may hold more: a merged cell cut by the page is painted into the header."""
    cells = [(str(one), str(other), last) for one, other, last in zip(header, row, above, strict=True)]
    painted = [is_painted_over(one, other, last) for one, other, last in cells]
    same = [one == other for one, other, _ in cells]
    more = [bool(one) and other.startswith(f"{one}\n") for one, other, _ in cells]
    known = sum(itself or over for itself, over in zip(same, painted, strict=True))
    is_whole = all(map(any, zip(same, more, painted, strict=True)))
    return any(one for one, other, _ in cells if one == other) and is_whole and known * 2 > len(cells)


def is_painted_over(header: str, text: str, above: str) -> bool:
    """True for a header and a text from above in one another: 路線の数 below 評価指標 gives 評路価線指の標数.

    The one is hidden on paper, but the file does not say which.
    """
    seen, one, other = ("".join(part.split()) for part in (text, header, above))
    if not one or not other or len(seen) > len(one) + len(other):
        return False
    return (
        _is_within(one, seen) and _is_within(other, seen) and Counter(seen) <= Counter(one) + Counter(other)
    )


def _is_within(part: str, whole: str) -> bool:
    """True where all characters of a text stand in another in their order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def _keep_stray_text(table: DocumentTable, more: DocumentTable, repeated: int, above: Sequence[str]) -> None:
    """Text painted into a repeated header belongs to the cell below it, unless the page before has it."""
    for number in range(repeated):
        for column, text in enumerate(more.rows[number]):
            header = str(table.rows[number][column])
            if is_painted_over(header, str(text), above[column]):
                continue
            stray = str(text).removeprefix(header).strip("\n")
            if stray and stray != above[column] and more.rows[repeated][column] == "":
                more.rows[repeated][column] = stray
