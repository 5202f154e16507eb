"""Single dates in Japanese and western notation; fiscal years belong to fiscal_year.py."""

from __future__ import annotations

from datetime import date

from shirube.core.fiscal_year import ERAS, fold_width
from shirube.core.pattern import late_pattern

_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_DATE = late_pattern(
    r"\s*(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHR])\s*(?P<n>\d{1,2}|元)|(?P<west>(?:19|20)\d{2}))"
    r"(?:\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日|"
    r"(?P<sign>[-./])(?P<month2>\d{1,2})(?P=sign)(?P<day2>\d{1,2}))"
    r"\s*(?:現在|時点|付け?|まで)?\s*"
)


def parse_date(text: str) -> date:
    """The day that a text names: R3.8.31, 令和3年8月31日現在, 2021-08-31, 2021/8/31.

    Raises ValueError when the text is not one day of the calendar.
    """
    match = _DATE.fullmatch(fold_width(text))
    if match is None:
        raise ValueError(f"日付として読み取れません：「{text}」")
    if match["west"]:
        year = int(match["west"])
    else:
        era = _LETTERS.get(match["era"], match["era"])
        year = ERAS[era] + (1 if match["n"] == "元" else int(match["n"])) - 1
    try:
        return date(year, int(match["month"] or match["month2"]), int(match["day"] or match["day2"]))
    except ValueError as error:
        raise ValueError(f"暦にない日付です：「{text}」") from error
