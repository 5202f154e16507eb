"""What stands at the end of each page of a PDF: the name of the section, the page number, a note said again.

Such lines belong to the sheet of paper, and part no table that goes on over the pages. Joining pages is left
to pdf_file.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shirube.core.pattern import late_pattern
from shirube.readers.pdf_page import PageParts, PageTable
from shirube.readers.pdf_text import Line

_DIGITS = late_pattern(r"[0-9０-９]+")
# A note may differ from that of another page by no more than its year, and is one all the same.
_NOTE = late_pattern(r"\s*(?:[※＊*◎○△]|[(（]?注|備考|[(（]?出典|資料[：:]|凡例)")


def find_feet(pages: Sequence[PageParts]) -> tuple[set[int], list[str]]:
    """(the ``id`` of every line that is the foot of several pages, what is kept of them once).

    A foot stands below the tables of its page and at the same height as that of another page; the numbers in
    it may differ. One that says the same on all pages is kept, one that counts the pages is not.
    """
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in _list_below(page):
            groups[_DIGITS.sub("#", line.text), round(line.top)].append(line)
    feet: set[int] = set()
    kept: list[str] = []
    for lines in groups.values():
        texts = list(dict.fromkeys(line.text for line in lines))
        if len(lines) < 2 or (len(texts) > 1 and _NOTE.match(texts[0])):
            continue
        feet.update(map(id, lines))
        if len(texts) == 1:
            kept += texts
    return feet, kept


def _list_below(page: PageParts) -> list[Line]:
    """The lines below the last table of a page; a page without a table has none."""
    below: list[Line] = []
    for part in reversed(page.parts):
        if isinstance(part, PageTable):
            return below
        below.append(part)
    return []
