"""A column of revised targets right of those at first, where one heading alone says the year, or both do.

    目標値（R7）   見直し後の目標値
    900            1,000
    1,200          -

The revised one is the target that counts, where a row has one. Below one 目標値 over both it is the matter of
headings.py, as it is where the other is called 当初目標値.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.form import AIMS
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles, find_year
from shirube.readers.headings import is_original_target, match_heading, strip_years
from shirube.readers.table import Table

_REVISED = late_pattern(
    r"(?:(?:変更|改訂|改定|見直し|修正)後の?|新たな|新しい|新)(?:(?:数値)?目標(?:数)?値?|計画値)?|(?:改訂|改定|変更)目標(?:数)?値?"
)
_BEFORE, _AFTER = "（変更前）", "見直し後の目標値"
_AROUND = " 　()（）[]［］年度末"


def pair_revised_targets(table: Table) -> Table | None:
    """The table with headings that say which target stood first; None where there is no such pair."""
    roles = find_roles(table.headings)
    headings = list(table.headings)
    for place in range(1, len(headings)):
        first = place - 1
        if roles.get(first) not in AIMS or table.stated.keys() & {first, place}:
            continue
        year, own = find_year(headings[first]), find_year(headings[place])
        title, text = _lowest(headings[first]), _lowest(headings[place])
        is_first = "目標" in title and not _is_revised(title)
        if year is None or own not in (None, year) or not is_first or not _is_revised(text):
            continue
        word = match_heading(text)
        said = text if word is not None and word.role in AIMS else _AFTER
        if not is_original_target(title):
            headings[first] = _put(headings[first], f"{title}{_BEFORE}")
        headings[place] = _put(
            headings[place], said if own and said == text else f"{said}（{year.render()}）"
        )
    return None if headings == list(table.headings) else replace(table, headings=tuple(headings))


def _lowest(texts: tuple[str, ...]) -> str:
    return next((text.strip() for text in reversed(texts) if text.strip()), "")


def _is_revised(text: str) -> bool:
    return _REVISED.fullmatch("".join(strip_years(text).split()).strip(_AROUND)) is not None


def _put(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    last = max(place for place, one in enumerate(texts) if one.strip())
    return (*texts[:last], text, *texts[last + 1 :])
