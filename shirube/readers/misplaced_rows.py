"""Rows of another table that were read as rows of the one above: labels where figures should be.

A file of text does not say where a table ends. 最終目標値 below 基準値, or 平成19年度 使用量 below 実績値,
is no figure that somebody wrote in words, but the beginning of something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.readers.headings import strip_years
from shirube.readers.line_words import match_kind
from shirube.readers.result import ReadPlan

_LONGEST = 24


def check_misplaced(read: ReadPlan, unreadable: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """One finding for the first such row: from there on the figures may stand in wrong columns.

    ``unreadable`` are the figures that nobody understood: the key of the indicator and the text.
    """
    for key, written in unreadable:
        text = " ".join(written.split())
        if _is_label(text):
            yield Finding(
                code="row-of-another-table",
                level=Level.GRAVE,
                place=read.grid.place(read.rows[key], 0),
                message=f"値の欄に「{text}」とあります。ここから別の表が始まっている"
                "ようですが、上の表の行として読み取りました。",
                remedy="表と表の間に空行を入れるか、表ごとに別のファイルかシートに分けてください。",
            )
            return


def _is_label(text: str) -> bool:
    """True for the kind of a figure, or for a year with words and no number behind it."""
    if not text or len(text) > _LONGEST:
        return False
    if match_kind(text) is not None:
        return True
    mention = next(iter(find_fiscal_years(text)), None)
    rest = strip_years(fold_width(text)).strip(" 年度末()")
    return mention is not None and mention.start == 0 and len(rest) > 1 and not any(map(str.isdigit, rest))
