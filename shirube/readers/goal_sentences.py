"""What a line says in words of targets and actuals: 目標：令和8年度までに延べ300件, 目標120人 実績98人.

Or of all targets of a table, without a figure: 目標年度：令和7年度, ※目標値は令和7年度の値. Whose figures
these are is told by goal_lines.py, which of them nobody read by unread_goals.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.chain_parts import ARROWS

# A longer text is no line that states a goal, but a passage of a report.
LONGEST = 200
# Around which year the years of a text lie matters not where they are only left out.
_ANY_YEAR = FiscalYear(2020)
_SAYS_GOAL = late_pattern(
    r"目標|目指|計画値|実績(?:値|額|数)?\s?:?\s?(?:約|延べ)?\d|達成率[\s:]{0,3}\d[\d.]{0,6}\s?%\)?\s*$"
)
# How a figure is worked out, and what a mark means.
_EXPLAINS = late_pattern(
    r"[÷×]|達成率\s?=|割る|\*\s?100|^\W?[A-ES◎○〇△×]\s?[:(…‐-]|(?:場合|もの|とき)(?:は|を|に|$)"
)
# Numbers of things that are counted off, of whom something is a share, and spans of time.
_NO_FIGURES = late_pattern(
    r"第\s?\d+|[表図式]\s?\d[\d.‐-]*"
    r"|(?:目標|指標|施策|方針|KPI|No\.?)\s?\d{1,2}(?:[-.]\d{1,2}){0,4}(?![\d,.]*\s?%)(?![\d,.]*[一-鿿])"
    r"|(?:人口)?[\d万千]{1,6}人\s?(?:1日)?(?:当|あ)た?り"
    r"|\d[\d,.百千万億]{0,9}[^\s\d、。]{1,10}(?:プラン|ビジョン|戦略|運動|構想|宣言)|(?:19|20)\d\d(?=\s|$)"
    r"|\d{1,2}月(?:\d{1,2}日)?|\d{1,9}\s?(?:か|カ|ヶ|ケ|箇)?[年月]間?|\d{1,2}日|\d{1,2}:\d\d"
)
_NUMBERING = late_pattern(r"\W{0,3}\d{1,2}(?:[-.]\d{1,2})*(?:[\s)、]|\.(?!\d))")
_FIGURE = late_pattern(
    r"(?<![A-Za-z\d.,#])(?<![A-Za-z]-)(?P<number>\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+)(?![\d.,]*\d)"
    r"\s?(?P<unit>[^\s\d]?)"
)
# What is measured; behind a number of one digit or two another word makes it an order, an age, a count.
_UNITS = frozenset(
    "%‰人件戸か箇ヶカケ所回校社名台本組世団円万億千百店棟床冊部枚位割倍地集橋園館室tkhmgLGMWパポ農㎡㎥㌔㎏"
)
_FEWEST_DIGITS = 3
# 22年度16.0%未満, H29年度末時点で95%以内, 令和8年度までに延べ300件.
_BETWEEN = late_pattern(r"(?:度?末)?(?:時点|現在|の?(?:数値)?目標値?)?(?:まで)?(?:に|で|は)?\s?[:)]?\s?")
_UNTIL = late_pattern(r"(?:度?末)?まで")
_AMOUNT = late_pattern(
    r"(?P<text>(?:約|概ね|おおむね|延べ|累計)?\s?[▲△-]?\d[\d,]*(?:\.\d+)?\s?(?:[%‰㌀-㏿]|[^\s\d、。,;()「」/]{1,8}?)?"
    r"\s?(?:以上|以下|以内|未満|程度)?)(?=[\s、。,;()/]|と|を|に|$)"
)
# A change is no level that figures could be held against.
_CHANGES = late_pattern(r"削減|低減|縮減|減(?:少|ら)|増(?:加|や)|向上|改善|[割倍%]減|[割倍%]増|比で?")
# Beside such words not every figure is a goal.
_OTHERS = late_pattern(rf"実績|現状|基準|[{ARROWS}]")
# A longer line is a passage of the plan.
_LONGEST_YEAR_LINE = 100
# The year is written as |. 目標年度: |, 目標値は計画の最終年度である | の数値とします.
_YEAR_LABEL = late_pattern(
    r"[^一-龠ァ-ヶ\w|]*(?:計画の?)?目標(?:達成)?(?:年度?|年次|時期|期限)[^一-龠ァ-ヶ\w|]{0,3}は?\s*\|\)?(?:年?度?末?)(?:です)?[^一-龠ァ-ヶ\w|]*"
)
# 評価指標及び平成33年度の目標値を設定します。
_YEAR_SET = late_pattern(
    r"[^|\d]{0,60}\|(?:年?度?末?)の(?:数値)?目標(?:数?値)?を[^|\d]{0,20}(?:設定|定め|示)[^|\d]{0,12}"
)
_YEAR_SENTENCE = late_pattern(
    r"\d{0,2}[^一-龠ァ-ヶ\w|]*(?:各指標の|数値)?目標(?:数?値)?(?:の(?:年度|達成年度|時期|期限))?(?:は|については)[^|。]{0,30}"
    r"\|\)?(?:年?度?末?)(?:時点|現在)?\)?"
    r"(?:の(?:目標)?(?:数?値|目標|もの)|における|まで(?:に|の)|とする|とします|とし|です|を目標|を目途|を達成)?[^|\d]{0,30}"
)
# What was done to a goal in a year is not the year it is of.
_OTHER_YEARS = late_pattern(
    r"実績|現状|基準|調査|出典|資料|踏まえ|参考に|見直|改[定訂]|変更|策定し|設定した|設定しました|当初|達成した|達成しました"
)


class DatedGoal(Struct, frozen=True):
    """A figure that a line promises for a year, as it is written."""

    year: FiscalYear
    text: str


def find_said_numbers(text: str) -> Sequence[Decimal]:
    """The numbers of a line that speaks of targets or actuals, without those of years, parts and counts."""
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return ()
    folded = fold_width(text)
    if not _SAYS_GOAL.search(folded) or _EXPLAINS.search(folded):
        return ()
    return tuple(find_numbers(folded[match.end() :] if (match := _NUMBERING.match(folded)) else folded))


def find_numbers(text: str) -> Iterator[Decimal]:
    """The numbers of a text with a unit or three signs and more, without those of years and spans of time."""
    folded = _NO_FIGURES.sub(" ", _leave_years_out(fold_width(text)))
    for match in _FIGURE.finditer(folded):
        number = match["number"].replace(",", "")
        if (match["unit"] and match["unit"] in _UNITS) or len(number) >= _FEWEST_DIGITS:
            yield Decimal(number)


def _leave_years_out(folded: str) -> str:
    end = 0
    parts = []
    for mention in find_fiscal_years(folded, _ANY_YEAR):
        parts.append(folded[end : mention.start])
        end = max(mention.end, end)
    return " ".join([*parts, folded[end:]])


def find_dated_goals(text: str, context: FiscalYear | None) -> Sequence[DatedGoal]:
    """Each year of a line that promises figures, with its figure; empty where anything is left over.

    ``context`` is a year of the table, for those that are written without their era.
    """
    folded = fold_width(text).strip()
    if len(folded) > LONGEST or "目標" not in folded or _OTHERS.search(folded):
        return ()
    mentions = list(find_fiscal_years(folded, context))
    said = list(find_numbers(folded))
    is_lone = len(mentions) == len(said) == 1
    goals: list[DatedGoal] = []
    for mention in mentions:
        # 令和8年度までに利用率を90%にする: where both are alone, anything may stand between them. Of
        # 令和6年度に見直し、90%とした the year is another.
        between = _BETWEEN.match(folded, mention.end)
        amount = _AMOUNT.match(folded, between.end()) if between else None
        if amount is None and is_lone and _UNTIL.match(folded, mention.end):
            amount = _AMOUNT.search(folded, mention.end)
        if amount is None or _CHANGES.search(folded, amount.start()):
            return ()
        goals.append(DatedGoal(mention.year, amount["text"].strip()))
    years = {goal.year for goal in goals}
    own = [number for goal in goals for number in find_numbers(goal.text)]
    return goals if goals and len(years) == len(goals) and said == own else ()


def find_told_goal_year(lines: Iterable[str]) -> FiscalYear | None:
    """The year of the goals by the lines that tell it; None where none does, or where two differ."""
    years = {year for line in lines if "目標" in line and (year := _read_goal_year(line))}
    return years.pop() if len(years) == 1 else None


def _read_goal_year(line: str) -> FiscalYear | None:
    folded = fold_width(line).strip()
    if len(folded) > _LONGEST_YEAR_LINE or _OTHER_YEARS.search(folded):
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
    tells = any(pattern.fullmatch(text) for pattern in (_YEAR_LABEL, _YEAR_SENTENCE, _YEAR_SET))
    return years.pop() if tells else None
