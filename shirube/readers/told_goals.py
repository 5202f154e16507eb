"""The year that a line around a table gives to all its goals: 目標年度：令和7年度, ※目標値は令和7年度の値.

Lines that promise figures are told by goal_sentences.py, periods of plans by headings.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern

# A longer line is a passage of the plan.
_LONGEST = 100
# The year is written as |. 目標年度: |, 目標値は計画の最終年度である | の数値とします.
_LABEL = late_pattern(
    r"[^一-龠ァ-ヶ\w|]*(?:計画の?)?目標(?:達成)?(?:年度?|年次|時期|期限)[^一-龠ァ-ヶ\w|]{0,3}は?\s*\|\)?(?:年?度?末?)(?:です)?[^一-龠ァ-ヶ\w|]*"
)
_SENTENCE = late_pattern(
    r"\d{0,2}[^一-龠ァ-ヶ\w|]*(?:各指標の|数値)?目標(?:数?値)?(?:の(?:年度|達成年度|時期|期限))?(?:は|については)[^|。]{0,30}"
    r"\|\)?(?:年?度?末?)(?:時点|現在)?\)?"
    r"(?:の(?:目標)?(?:数?値|目標|もの)|における|まで(?:に|の)|とする|とします|とし|です|を目標|を目途|を達成)?[^|\d]{0,30}"
)
# What was done to a goal in a year is not the year it is of.
_OTHERS = late_pattern(
    r"実績|現状|基準|調査|出典|資料|踏まえ|参考に|見直|改[定訂]|変更|策定し|設定した|設定しました|当初|達成した|達成しました"
)


def find_told_goal_year(lines: Iterable[str]) -> FiscalYear | None:
    """The year of the goals by the lines that tell it; None where none does, or where two differ."""
    years = {year for line in lines if "目標" in line and (year := _read(line))}
    return years.pop() if len(years) == 1 else None


def _read(line: str) -> FiscalYear | None:
    folded = fold_width(line).strip()
    if len(folded) > _LONGEST or _OTHERS.search(folded):
        return None
    mentions = list(find_fiscal_years(folded))
    years = {mention.year for mention in mentions}
    if len(years) != 1:
        return None
    parts: list[str] = []
    end = 0
    for mention in mentions:
        if mention.start < end:
            continue  # 令和7(2025)年度 is one mention of the year, told twice
        between = folded[end : mention.start]
        parts += [between] if not parts or between.strip("()/・ 年度") else []
        end = mention.end
    text = f"{parts[0]}|{folded[end:]}" if len(parts) == 1 else ""
    return years.pop() if _LABEL.fullmatch(text) or _SENTENCE.fullmatch(text) else None
