"""Reading one cell of a table: numbers, units, qualifiers and reasons for missing, in every notation seen.

What is not understood is never guessed: it stays as text. Years belong to fiscal_year.py.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from shirube.core.fiscal_year import fold_width
from shirube.core.quantity import Qualifier, Quantity
from shirube.core.reading import Missing, Reading, Standing

_PLAIN = re.compile(
    r"\s*(?P<before>約|延べ|およそ)?\s*(?P<sign>[-▲△+])?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>[^\d\s(),.~=:以未超程]*(?:/[^\d\s(),.]+)?)\s*(?P<after>以上|以下|未満|超|程度)?\s*(?:\((?P<remark>.*)\))?\s*"
)

_BEFORE = {"約": Qualifier.ROUGHLY, "およそ": Qualifier.ROUGHLY, "延べ": Qualifier.TOTAL}

# Marks of a cell without a figure, folded to half width. A dash alone says only that there is none.
MISSING_MARKS: dict[str, Missing] = {
    "": Missing.NOT_ENTERED,
    "-": Missing.UNSTATED,
    "―": Missing.UNSTATED,
    "—": Missing.UNSTATED,
    "ー": Missing.UNSTATED,
    "…": Missing.UNPUBLISHED,
    "なし": Missing.UNSTATED,
    "設定なし": Missing.NO_TARGET,
    "未公表": Missing.UNPUBLISHED,
    "集計中": Missing.TABULATING,
    "未調査": Missing.NOT_SURVEYED,
    "対象なし": Missing.NOT_APPLICABLE,
    "未着手": Missing.NOT_STARTED,
    "中止": Missing.STOPPED,
    "終了": Missing.ENDED,
    "未確定": Missing.UNCONFIRMED,
    "秘匿": Missing.WITHHELD,
    "x": Missing.WITHHELD,
}

_STANDINGS = {
    "速報": Standing.PROVISIONAL,
    "暫定": Standing.PROVISIONAL,
    "見込": Standing.EXPECTED,
    "確定": Standing.FINAL,
}


@lru_cache(maxsize=65536)
def parse_quantity(text: str) -> Quantity:
    """A number with its unit: 28,000部, ２３．５％, ▲2,530, 約100人, 80%以上, 1,920戸(R3.8.31).

    ``raw`` keeps the text as written. Raises ValueError when the text is not one number.
    """
    match = _PLAIN.fullmatch(fold_width(text))
    if not match:
        raise ValueError(f"数値として読み取れません：「{text}」")
    value = Decimal(match["digits"].replace(",", ""))
    if match["sign"] in ("-", "▲", "△"):
        value = -value
    qualifier = _BEFORE.get(match["before"] or "") or Qualifier(match["after"] or "")
    return Quantity(value, match["unit"], qualifier, remark=match["remark"] or "", raw=text)


@lru_cache(maxsize=65536)
def parse_reading(text: str) -> Reading:
    """What a cell says: a quantity, or the reason for none that its mark or word stands for.

    A text that is neither is a reading that is missing because it is not understood; the text is kept.
    """
    mark = fold_width(text).strip()
    missing = MISSING_MARKS.get(mark.strip("()").lower())
    if missing:
        return Reading(missing=missing, text=text)
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return Reading(missing=Missing.UNREADABLE, text=text)
    standing = next(
        (found for word, found in _STANDINGS.items() if word in quantity.remark), Standing.UNSTATED
    )
    return Reading(quantity=quantity, standing=standing, text=text)
