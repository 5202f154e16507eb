"""Which column of a table says what the figures of a line are: 目標 and 実績, below one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.readers.line_words import find_promises, is_name_label, is_span, match_kind
from shirube.readers.stacked_cells import Stack, find_pair

# Lines of one indicator are few: 目標, 実績, 達成率, 評価.
_MOST_LINES = 4
_KNOWN = {Role.TARGET, Role.ACTUAL, Role.RATE}


def find_kind_column(
    texts: Sequence[Sequence[str]], labels: Sequence[int], lines: Sequence[int], end: int
) -> int:
    """The column before ``end`` whose words are kinds of the lines, -1 where there is none.

    ``labels`` are the rows above that speak of one indicator.
    """
    # One kind of line is enough where labels say that the block is about an indicator.
    labelled = any(is_name_label(text) for row in labels for text in texts[row])
    best, found = -1, 0 if labelled else 1
    for column in range(end):
        cells = [texts[row][column] for row in lines]
        kinds = {kind for text in cells for kind in kinds_of(text)}
        if len(kinds) == 1:
            kinds |= set(find_promises(cells).values())  # 事業目標 above 実績
        if len(kinds) > found:
            best, found = column, len(kinds)
    if best >= 0:
        return best
    return next((column for column in range(end) if _takes_turns([texts[row][column] for row in lines])), -1)


def kinds_of(text: str) -> Stack:
    """The kinds that a label names: one as a rule, two for 目標／実績."""
    kind = match_kind(text)
    return (kind,) if kind else find_pair(text) or ()


def find_rates(
    texts: Sequence[Sequence[str]], lines: Sequence[int], column: int, first: int
) -> dict[str, Role]:
    """The labels among marks below which figures stand: 達成度 99.6 above 評価 ○ is the rate.

    ``column`` holds the labels of the lines, ``first`` is that of the first year.
    """
    labels = {text for row in lines if (text := texts[row][column]) and kinds_of(text) == (Role.MARK,)}
    cells = {
        label: [cell for row in lines if texts[row][column] == label for cell in texts[row][first:] if cell]
        for label in labels
    }
    figures = {label for label, found in cells.items() if sum(map(_is_rate, found)) * 2 > len(found)}
    if len(labels) == 1:
        # 達成度 alone may be marks from 1 to 5; 99.6 and 104 are none.
        figures = {
            label for label in figures if label.startswith("達成") and all(map(_is_rate, cells[label]))
        }
        return dict.fromkeys(figures, Role.RATE)
    return dict.fromkeys(figures, Role.RATE) if len(figures) < len(labels) else {}


def _is_rate(text: str) -> bool:
    return len(text.strip("%％")) > 1 and parse_reading(text).quantity is not None


def may_take_turns(cells: Sequence[str]) -> bool:
    """True where a column, its heading too, says 目標 or 実績 again and again, and another word as often."""
    counts = Counter(filter(None, map(str.strip, cells)))
    return _takes_turns([text for text in cells if counts[text.strip()] > 1])


def _takes_turns(cells: Sequence[str]) -> bool:
    """実績 | 確保枠 | 実績 | 確保枠: a word that nobody knows stands where 目標 does elsewhere."""
    counts = Counter(filter(None, map(str.strip, cells)))
    if not 1 < len(counts) <= _MOST_LINES or min(counts.values()) == 1:
        return False
    known = {match_kind(text) for text in counts if not is_span(text)}
    return max(counts.values()) - min(counts.values()) <= 1 and bool(known & _KNOWN)
