"""When a document was made or handed out, at the top of a page: 令和7年11月20日, 令和7年度第2回審議会.

That says nothing of the year of the figures; 令和7年3月31日 and 令和7年11月20日現在 do.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern

_DATE = late_pattern(
    r"[(\[]?(?:(?:令和|平成|[RH])\.?\s?(?:\d{1,2}|元)|(?<!\d)20\d{2})\s?(?:年\s?|[./-])"
    r"(?!0?3\s?[月./-]\s?31)\d{1,2}\s?(?:月\s?|[./-])\d{1,2}+(?:\s?日)?+"
    r"(?!\s?(?:現在|時点|から|まで|[~～以]))\s?(?:\([月火水木金土日](?:曜日?)?\))?\s?"
    r"(?:作成|更新|改[定訂]|公表|公開|提出|開催|報告|策定|決定|配[付布]|版)?[)\]]?"
)
# The year of a meeting, which comes after that of what it talks about.
_MEETING = late_pattern(
    r"(?:(?:令和|平成|[RH])\s?(?:\d{1,2}|元)|20\d{2})\s?年度?\s?[(\[]?(?=第\s?(?:\d|[一二三四五六七八九十]){1,3}\s?回)"
)


def strip_document_dates(text: str) -> str:
    """The text without such days and years; one without the signs of them is left as it is."""
    if not any(sign in text for sign in "月./／．-回"):
        return text
    folded = fold_width(text)
    stripped = _DATE.sub("", folded) if _may_hold_day(folded) else folded
    stripped = _MEETING.sub("", stripped) if "回" in stripped and "第" in stripped else stripped
    return text if stripped == folded else stripped.strip()


def _may_hold_day(folded: str) -> bool:
    """False for a page (P.33) and a share (3/4): between year, month and day stand two signs."""
    strokes = sum(map(folded.count, "./-"))
    return "月" in folded or strokes > 1 or (strokes == 1 and "年" in folded)
