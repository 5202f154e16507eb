"""Whether a row behind a gap is one more of a table: figures below its figures, words below its words."""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.notation import parse_reading
from shirube.core.reading import Missing
from shirube.readers.line_words import strip_place

# A name and two figures; of less nobody can say.
_FEWEST = 3


def is_alike(model: Sequence[str], cells: Sequence[str]) -> bool:
    """True where the cells of a row are of the kinds of those of ``model``, column by column.

    Blank ones say nothing, nor do 「－」 and the like; one figure there must be.
    """
    filled = [text for text in cells if text.strip()]
    # Legends and notes stand behind a gap as well; nothing is parsed for them.
    if len(filled) < _FEWEST or not any(map(_may_be_figure, filled)):
        return False
    words, figures, numbers = 0, 0, 0
    for known, text in zip(model, cells, strict=False):
        if not text.strip():
            continue
        kind = _kind_of(text)
        if known.strip() and kind is not None and _kind_of(known) not in (None, kind):
            return False
        words += kind is False
        figures += kind is not False
        numbers += kind is True
    return words > 0 and figures > 1 and numbers > 0 and words + figures >= _FEWEST


def _may_be_figure(text: str) -> bool:
    return any(map(str.isdigit, text)) or "ゼロ" in text


def _kind_of(text: str) -> bool | None:
    """True for a figure, False for words, None for a sign that there is none."""
    reading = parse_reading(strip_place(text.strip()))
    if reading.quantity is not None:
        return True
    return False if reading.missing in (None, Missing.UNREADABLE, Missing.SEVERAL) else None
