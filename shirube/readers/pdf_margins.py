"""What stands at the end of each page of a PDF: the name of the section, the page number, a note said again.

Such lines belong to the sheet of paper, and part no table that goes on over the pages. Joining pages is left
to pdf_file.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from shirube.core.pattern import late_pattern
from shirube.readers.pdf_page import PageParts, PageTable
from shirube.readers.pdf_text import Line

_DIGITS = late_pattern(r"[0-9０-９]+")
# What may be the number of a page: no part of 1,234 or 0.5, and no amount.
_PAGE = late_pattern(r"(?<!\d)(?<!\d[,.，．])\d{1,5}(?!\d|[,.，．]\d|\s*[%％千万億円人件回])")
# A note may differ from that of another page by no more than its year, and is one all the same.
_NOTE = late_pattern(r"\s*(?:[※＊*◎○△]|[(（]?注|備考|[(（]?出典|資料[：:]|凡例)")


def find_feet(pages: Sequence[PageParts]) -> tuple[set[int], list[str]]:
    """(the ``id`` of every line that is the foot of several pages, what is kept of them once).

    A foot stands below the tables of its page and at the same height as that of another page; the numbers in
    it may differ. Only where they count the pages is nothing kept: they may be the sums of each page.
    """
    groups: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in _list_below(page):
            groups[_DIGITS.sub("#", line.text), round(line.top)].append((number, line))
    feet: set[int] = set()
    kept: list[str] = []
    for lines in groups.values():
        texts = list(dict.fromkeys(line.text for _, line in lines))
        if len(lines) < 2 or (len(texts) > 1 and _NOTE.match(texts[0])):
            continue
        feet.update(id(line) for _, line in lines)
        if len(texts) == 1 or not _counts_pages([(number, line.text) for number, line in lines]):
            kept += texts
    return feet, kept


def _counts_pages(feet: Sequence[tuple[int, str]]) -> bool:
    """True where one of the numbers goes up with the pages, but for a few that begin anew: 1-8, 1-9, 2-1."""
    found = [(page, list(map(int, _PAGE.findall(text)))) for page, text in feet]
    for place in range(min(len(numbers) for _, numbers in found)):
        offsets = [numbers[place] - page for page, numbers in found]
        if sum(one == other for one, other in pairwise(offsets)) * 2 >= len(offsets) - 1:
            return True
    return False


def _list_below(page: PageParts) -> list[Line]:
    """The lines below the last table of a page; a page without a table has none."""
    below: list[Line] = []
    for part in reversed(page.parts):
        if isinstance(part, PageTable):
            return below
        below.append(part)
    return []
