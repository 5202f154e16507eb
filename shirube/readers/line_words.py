"""Words that say what a line, a label or a row of a table is: kinds of lines, totals, parts, years.

Words of column headings belong to headings.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.document_dates import strip_document_dates
from shirube.readers.headings import match_heading

_YEAR_DIGITS = 4
_LONGEST_MARK = 3
# Lines of one indicator below one another: 目標 / 実績 / 達成率 / 評価.
_KINDS = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE, Role.FINAL_TARGET)
_KIND_HINTS = (
    *("目標", "計画", "期待", "目安", "見込", "予定", "実績", "結果", "決算", "達成", "進捗", "評価", "判定"),
    *("差", "比較", "値", "率", "ランク", "乖離", "増減"),
)
# The reviews of the state: 活動実績 above 当初見込み. As headings of columns they may stand over texts.
_REVIEWED = {
    "活動実績": Role.ACTUAL,
    "成果実績": Role.ACTUAL,
    "当初見込み": Role.TARGET,
    "当初見込": Role.TARGET,
}
_SOME_ACTUAL = late_pattern(r"[一-龠ァ-ヶー]{1,8}実績(?:値|数|量|額)?")
_EXPECTED = late_pattern(r"(?:当初|計画)?見込み?(?:数?値|数|量)?|(?:数値|事業|取組|活動)目標")
_REVISED = late_pattern(
    r"[((]?(?P<when>.{0,12}?)(?:改訂|改定|変更|見直し|修正)後?(?:の?目標値?)?[))]?"
    r"|[((]?新(?:たな|しい)?(?:数値)?目標(?:値)?[))]?"
)
_TOTAL = late_pattern(
    r"(?:.*[\s　・])?(?:合\s*計|小\s*計|総\s*計|総合計|中計|計)(?:[((].*[))])?"
    r"|全\S{0,3}平均|(?:県|市|町|区|国)内?平均|平\s*均",
    re.DOTALL,
)
_SPAN = late_pattern(r"単年度?(?:値)?|(?:年度)?累計(?:値)?|累積(?:値)?")
_PART = late_pattern(r"[((]?(?:うち|内数|内訳|再掲)[^))]*[))]?.*", re.DOTALL)
_PLACE = late_pattern(r"\d{1,2}(?:[-－‐]\d{1,2})+[.、]?(?:\s+|(?=[^\W\d_]{3}))(?=[^\W\d_])")
_NAME_LABEL = late_pattern(
    r"(?:(?:活動|成果)[・/／](?:成果|活動)|成果|活動|評価|数値|管理|重要業績評価|代表|事業|目標)?指標(?:名|の名称|名称|と(?:目標|実績))?(?:\d|[①-⑳])?|KPI\s?(?:名)?(?:(?:その)?\d|[①-⑳])?|指標項目|項目名?"
    r"|数値目標(?:[\dⅠ-Ⅻ]|[①-⑳])"
)
_MARK_LABEL = late_pattern(r"(?:自己|内部|外部|総合|最終|一次|二次)?(?:評価|判定)(?:結果|区分)?")
_YEAR_LABEL = late_pattern(
    r"(?:(?P<before>基準|現状|(?:計画)?策定時|(?:計画)?当初)|(?P<aim>(?:最終)?目標|達成目標))(?:数?値|時)?の?"
    r"(?:達成|設定|把握|測定)?年(?:度|次|月)?"
)
_LONGEST_YEAR_LABEL = 10
_ERA = late_pattern(r"(?P<era>明治|大正|昭和|平成|令和)\s*(?:\(\s*)?(?:年度?)?")
_SHORT_YEAR = late_pattern(r"['’‘](?P<n>\d{2})\s*(?:年度?)?")
_BARE = late_pattern(r"'?(?P<n>\d{1,2})(?:年度?)?")
_QUALIFIER = late_pattern(
    r"(?:実績|決算)?(?:見込み?|速報|暫定|確定|確報|試算|推計)(?:値)?|最終(?:年度?)?(?:目標)?(?:値)?|中間(?:年度?)?(?:目標)?(?:値)?"
    r"|(?:計画)?(?:初|当初|開始)(?:年度?)|(?:計画)?第?\d{1,2}年[目次]|目標年度?|基準年度?|現状|\((?:実績|目標|計画|予定)(?:[値額])?\)"
    r"|(?<=度)以降|(?:総合|基本|実施)?計画書?に?記載の?"
)
_NARROW = late_pattern(r"(?<!\d)\s+|\s+(?!\d)")
_LONGEST_LABEL, _LONGEST_VALUE = 25, 8
_LONGEST_BARE = 5
_ENDS_OF_LABELS = frozenset("年度値標績率準末画額ン前時価況)）①②③④")
_ERAS = frozenset("RHＲＨ令平")
_CENTURIES = frozenset(("19", "20", "２０"))
# What may stand beside a year in a heading without making it something else than a year.
_BESIDE_YEAR = late_pattern(r"[\s　()（）［］\[\]年度末現在時点中の~・\-/]*")


def strip_place(text: str) -> str:
    """図書の購入冊数 of 3-3 図書の購入冊数: a place in a list reads like figures from 3 to 3."""
    return _PLACE.sub("", text, count=1) if text[:1].isdigit() else text


def may_be_label(text: str) -> bool:
    """Rules out at next to no cost what is neither a year nor a kind: R3, 令和3年度, 基準値(R5) may be."""
    return 1 < len(text) < _LONGEST_LABEL and (
        text[-1] in _ENDS_OF_LABELS or text[0] in _ERAS or text[:2] in _CENTURIES
    )


def match_kind(text: str) -> Role | None:
    """The kind of line that a label names (目標, 実績, 達成率, 評価 …), None for other words."""
    if "　" in text or " " in text:
        text = "".join(text.split())  # 実　績
    if known := _REVIEWED.get(text):
        return known
    if len(text) > 20 or not any(map(text.__contains__, _KIND_HINTS)):
        return None
    word = match_heading(text)
    if word is None or word.role not in _KINDS:
        return None
    return Role.TARGET if word.role is Role.FINAL_TARGET else word.role


def find_promises(texts: Iterable[str]) -> dict[str, Role]:
    """What labels of lines mean beside one another: 見込値 above 実績, with no other promise, is the plan.

    利用実績 and the like are what was reached, though as a heading they may head a text.
    """
    labels = [text for text in dict.fromkeys(texts) if text]
    kinds = {text: match_kind(text) for text in labels}
    found = {
        text: Role.ACTUAL for text in labels if kinds[text] is None and _SOME_ACTUAL.fullmatch(text.strip())
    }
    reached = [text for text in labels if "実績" in "".join(text.split())]
    if reached and not any(kind is Role.TARGET for kind in kinds.values()):
        found |= {text: Role.TARGET for text in labels if _EXPECTED.fullmatch("".join(text.split()))}
    return found


def match_revision(text: str) -> re.Match[str] | None:
    """The label of a line with revised targets, (H30.3改訂後); its group ``when`` may name the date."""
    return _REVISED.fullmatch(fold_width(text).strip()) if len(text) <= 24 else None


def is_value_cell(text: str) -> bool:
    """True for a figure, or for something as short."""
    return parse_reading(text).quantity is not None or len(text) <= _LONGEST_VALUE


def is_lone_cell(line: Sequence[str]) -> bool:
    """True for a title or group line, which fills one cell; labels stand beside something."""
    return sum(1 for text in line if text) == 1


def is_total(name: str) -> bool:
    """True for the name of a row that adds others up: 合計, 小計, 平成22年度 合計."""
    return (
        ("計" in name or "均" in name)
        and len(name) <= 30
        and _TOTAL.fullmatch(fold_width(name).strip()) is not None
    )


def is_span(text: str) -> bool:
    """True for 単年度 and 累計値: over which time figures are counted, which is no kind of figure."""
    return _SPAN.fullmatch(text.strip()) is not None


def is_part(name: str) -> bool:
    """True for the name of a row that is a part of the one above: うち認定数, (うち女性)."""
    return name.lstrip("(（ 　")[:1] in ("う", "内", "再") and (
        _PART.fullmatch(fold_width(name).strip()) is not None
    )


def is_name_label(text: str) -> bool:
    """True for a label beside which an indicator's name stands: 成果指標, 指標名, KPI."""
    return _NAME_LABEL.fullmatch(re.sub(r"\s+", "", fold_width(text))) is not None


def match_year_label(text: str) -> Role | None:
    """Whose year a label names: 基準年度 that of the baseline, 目標年度 that of the target; else None."""
    if "年" not in text or len(text) > _LONGEST_YEAR_LABEL:
        return None
    match = _YEAR_LABEL.fullmatch("".join(text.split()))
    if match is None:
        return None
    return Role.BASELINE if match["before"] else Role.TARGET


def is_caption(texts: Sequence[str]) -> bool:
    """True for 指標2 | 花観光の客数 between rows: it says once more what the next one is about."""
    if len(texts) != 2 or not texts[0][-1:].isdigit() or not is_name_label(texts[0]):
        return False
    # KPI2 | ◎ is a row with its mark.
    return len(texts[1]) > _LONGEST_MARK and parse_reading(texts[1]).quantity is None


def is_mark_label(text: str) -> bool:
    """True for a label beside which the mark stands: 自己評価, 評価結果."""
    return _MARK_LABEL.fullmatch(re.sub(r"\s+", "", fold_width(text))) is not None


def parse_year_cell(text: str) -> FiscalYear | None:
    """The year of a heading cell that names one year and nothing else: 令和5年度, H27, 令和5(2023)年."""
    if len(text) > 24:
        return None
    folded = fold_width(text).strip()
    mentions = list(find_fiscal_years(folded))
    years = {mention.year for mention in mentions}
    if not mentions and (short := _SHORT_YEAR.fullmatch(folded)):
        return FiscalYear(2000 + int(short["n"]))
    if len(years) != 1:
        return None
    rest = folded
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return years.pop() if _BESIDE_YEAR.fullmatch(rest) else None


# Asked of every cell of a sheet of lines, most of which say what others said before.
@lru_cache(maxsize=4096)
def parse_year_heading(text: str) -> FiscalYear | None:
    """The year of a heading cell that may also say how final its figures are: R6(見込), R11 最終目標."""
    if year := parse_year_cell(text):
        return year
    if not any(map(str.isdigit, text)) and "元" not in text:
        return None
    # The words beside it may run over the end of a narrow column: R9(最 / 終).
    return parse_year_cell(_QUALIFIER.sub("", _NARROW.sub("", fold_width(text))))


def parse_bare_year(text: str) -> int | None:
    """The number of a year without an era: 18, '18, 18年度; None for anything else."""
    text = text.strip()
    # Asked of every cell near the top of a sheet; '18年度 is the longest way to write one.
    if len(text) > _LONGEST_BARE:
        return None
    match = _BARE.fullmatch(fold_width(text).strip())
    return int(match["n"]) if match and 0 < int(match["n"]) < 100 else None


def find_era(text: str) -> FiscalYear | None:
    """The first year of the era that a label names for the numbers beside it: 平成(年度)."""
    match = _ERA.search(fold_width(text))
    if match is None:
        return None
    return next(iter(find_fiscal_years(f"{match['era']}元年度"))).year


def find_context(texts: Sequence[str]) -> FiscalYear | None:
    """The latest year that the lines around name with its era, for the numbers that stand without one.

    The day of a paper and the year of a meeting tell the era only where nothing else does.
    """
    # Bare figures are no years, and stand in most cells.
    texts = [text for text in texts if not text.isdecimal() or len(text) == _YEAR_DIGITS]
    years = [mention.year for text in texts for mention in find_fiscal_years(strip_document_dates(text))]
    years = years or [mention.year for text in texts for mention in find_fiscal_years(text)]
    return max(years, default=None)


def find_first_year(label: str) -> FiscalYear | None:
    """The first fiscal year for which targets revised at that time hold: H30.3 is decided for 平成30年度."""
    mention = next(iter(find_fiscal_years(label)), None)
    if mention is None:
        return None
    # A revision at the end of a year (January to March) holds from the next one.
    in_spring = parse_reading(label) and any(f".{month}" in label for month in ("1", "2", "3"))
    return mention.year + 1 if in_spring else mention.year
