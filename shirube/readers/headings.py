"""What a column holds, told by the words of its heading; the words stand in heading_words.py.

Where the headings stand in a grid is found by heading_blocks.py; what a single word cannot tell (which
実績値 is the baseline) is settled by columns.py and column_roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shirube.core.fiscal_year import CIRCLED, FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.heading_words import HEADING_WORDS, PLAIN_HEADINGS, HeadingWord

_LEVEL_RANKS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        0,
        (
            "方向性",
            "方針",
            "基本目標",
            "政策",
            "柱",
            "分野",
            "領域",
            "戦略",
            "将来像",
            "章",
            "大項目",
            "大分類",
        ),
    ),
    (1, ("施策", "中項目", "中分類", "節")),
    (2, ("事業", "取組", "取り組み", "小項目", "小分類", "プロジェクト")),
)

_ONE_YEAR = (
    r"(?:(?<!\d)['’‘]\d{2}(?!\d)"
    r"|(?:明治|大正|昭和|平成|令和|[昭平令](?=\d)|[MTSHR](?:\.(?=\d))?)\s?(?:\d{1,2}|元)"
    r"|(?:19|20)\d{2}|(?<!\d)\d{1,2}(?=年度))"
)
# 令和5(2023)年度 and 2023(R5) are one year, written twice.
_YEARS = late_pattern(
    rf"{_ONE_YEAR}(?:[.]\d{{1,2}})*\s*(?:\({_ONE_YEAR}(?:年度?)?\)(?=\s*年))?"
    r"\s*(?:年度|年(?![間次]))?(?:\d{1,2}月)?末?(?:時点|現在)?"
)
# Between words that say the same of a column.
_BETWEEN = late_pattern(r"[・/、,]|及び|又は|または")
# A heading joins a few words; a cell of thousands of dots is not gone through for each of them.
_MOST_PARTS = 4
_REMARK = late_pattern(r"\([^()]*\)|(?<=\w)(?:\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕)$")
# Around a whole heading: 【実績】.
_BRACKETS = frozenset(("()", "[]", "【】", "〔〕", "「」", "『』", "<>", "〈〉", "《》"))
# What may be said of the figures of an indicator, and whose they are: KPI目標値, 指標の実績値.
_OF_INDICATOR = late_pattern(
    r"(?:重要業績評価指標(?:\(KPI\))?|KPI|指標)の?(?P<figures>(?:基準|現状|当初|目標|実績)値?|達成(?:率|度|状況)|進捗率)"
)
# Columns are counted so, before or behind their heading: ①目標値, 平成16年度①.
_COUNTED = late_pattern(r"^\s*[①-⑳]|(?<=「)[①-⑳]|[①-⑳]\s*$")
_CIRCLED = frozenset(CIRCLED)
# Columns that a formula speaks of: 計画額a, 決算額(b).
_LETTERED = late_pattern(r"(?<=[値額量画標績算])(?:[A-Za-z]|\([A-Za-z]\))$")
# ③－① and ②／① are formulas of counted columns.
_OF_COUNTED = late_pattern(r"(?P<first>[①-⑳])(?P<between>\s*[-－−/／÷]\s*)(?P<second>[①-⑳])")
_LETTER = late_pattern(r"\(([A-Za-z])\)$")
_QUOTIENT = late_pattern(r"率\s*\(?\(([A-Za-z])\)\s*[/÷]\s*\(([A-Za-z])\)")
# 20年度 without an era, which is no number of years (5か年度, 第2年度) either.
_WITHOUT_ERA = late_pattern(r"(?<![\d.~一-鿿A-Za-z])(?:\d{1,2}|元)\s*年度")


# Between the first and the last year of a period.
_TO = late_pattern(r"[~-]|から")
_BARE_YEAR = late_pattern(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?=\s*(?:目標|実績|計画|達成|評価|現状|[現近]況|基準|見込|速報|確定|最終|中間))"
)


# A target as it stood before it was revised, beside the one that counts.
_BEFORE = r"(?:当初|変更前|改訂前|改定前|見直し前|修正前)"
_ORIGINAL = late_pattern(
    rf"{_BEFORE}(?:の)?(?:目標|計画)|(?:目標|計画)(?:数)?値?\s*(?:[(（][^()（）]{{1,12}}[)）]\s*)?[(（]?{_BEFORE}(?:$|[)）])"
)
# Below 目標値 they say which target a column holds; alone 当初 would be where things began.
_REVISIONS = frozenset(
    f"{word}{tail}"
    for word in (
        "当初",
        *(f"{how}{when}" for how in ("変更", "改訂", "改定", "見直し", "修正") for when in "前後"),
    )
    for tail in ("", "値", "計画")
) | {"変更", "改訂", "改定", "見直し", "修正", "改訂値", "改定値", "変更値", "修正値"}
ORIGINAL = "当初"
_LONGEST_REVISION = 12
# Years by their place: those before the one that a table is about, and that one.
LAST_YEAR = frozenset(("前年度", "昨年度", "前年", "昨年", "前回", "前年度分"))
THIS_YEAR = frozenset(("今年度", "当年度", "本年度", "当該年度", "今回", "今年度分"))
# Possessive: digits can be divided in many ways, and none of them helps where other words follow.
_NOTHING_MORE = late_pattern(
    r"(?:\d++(?:年目)?+|年(?:度末?|次|間)?+|(?:調査|測定|統計)(?:結果|値|時(?!点))?+|数?値|"
    r"度末|現在|時点|最終|最新|直近|[前今]回(?=調査)|中間|[短中長]期(?!間)|初年度?+|以降|速報|確定|暫定|[A-Za-z①-⑳第月日末計分の,.・/~-])*+"
)


_FORMULA = late_pattern(r"[A-Za-z]\)?[-/÷]\(?[A-Za-z]")
# Remarks beside a year by which its figures are those of somebody else, or wished for.
_OF_OTHERS = late_pattern(
    r"[県都道府国]平均|全国|\([県国](?:の?[値数])?\)|類似|近隣|他市|参考|比較|前年|予算|予測|想定|目安|目途|めど|"
    r"目指|めざ|ねら|狙|水準|トレンド|趨勢|すう勢|上限|下限|理想|希望"
)
# What would come if nothing were done, said over its year.
_TREND = late_pattern(
    r"(?:人口)?(?:トレンド|趨勢|すう勢|成り行き|なりゆき|自然体)(?:値|推計値?|ケース|の場合)?"
)
# ’24 is western; no plan that anybody still reads is older than 2000.
_SHORT_YEAR = late_pattern(r"(?<![\w'’‘])['’‘](?P<year>\d{2})(?![\d'’‘])")


# Roles that two lines of one heading may name together.
_OF_TIME = frozenset(("", "年度", "年", "時点", "年次", "年月"))
_SAME_FIGURE = ({Role.BASELINE, Role.ACTUAL}, {*AIMS})


def find_heading_year(text: str) -> FiscalYear | None:
    """The one year that a heading names, also a bare western one before its word: 2024 目標.

    Of 2014年(数値は平成25年度末) it is that outside the brackets.
    """
    years = {mention.year for mention in find_fiscal_years(text)}
    if len(years) > 1 and "(" in (folded := fold_width(text)):
        years = {mention.year for mention in find_fiscal_years(_REMARK.sub("", folded))} or years
    if not years:
        folded = fold_width(text)
        years = {FiscalYear(int(match["year"])) for match in _BARE_YEAR.finditer(folded)}
        years |= {FiscalYear(2000 + int(match["year"])) for match in _SHORT_YEAR.finditer(folded)}
    return years.pop() if len(years) == 1 else None


def find_period_end(headings: Sequence[str]) -> FiscalYear | None:
    """The last year of the period over which something is to be reached: 目標値(R2~R6), 累計（R2～R6）."""
    # Without spaces: 目 標 値 is written so to fill its column.
    text = "".join(fold_width(" ".join(headings)).split())
    if not any(word in text for word in ("目標", "累計", "実績")) or "平均" in text:
        return None
    first, last = find_period(text) or (None, None)
    return last if first != last else None


def find_period(text: str) -> tuple[FiscalYear, FiscalYear] | None:
    """The first and the last year of a heading that names two, rising and with ~ between: R2~R6."""
    mentions = list(find_fiscal_years(text))
    years = list(dict.fromkeys(mention.year for mention in mentions))
    if len(years) != 2 or years != sorted(years):
        return None
    sooner = max(mention.end for mention in mentions if mention.year == years[0])
    later = min(mention.start for mention in mentions if mention.year == years[1])
    between = fold_width(text)[sooner:later]
    return (years[0], years[1]) if _TO.search(between) else None


def find_only_period(lines: Iterable[str]) -> tuple[FiscalYear, FiscalYear] | None:
    """The period that lines name, None where they name none or several."""
    periods = set(filter(None, map(find_period, lines)))
    return periods.pop() if len(periods) == 1 else None


def has_unknown_year(text: str) -> bool:
    """True for a heading of a time of which nobody says the one year: 20年度(実績), 実績(R2~R4の平均)."""
    mentions = list(find_fiscal_years(text))
    if mentions:
        return len(mentions) > 1 and find_period(text) is not None
    return "年度" in text and _WITHOUT_ERA.search(fold_width(text)) is not None


def strip_years(text: str) -> str:
    """A heading, its width folded, without its years."""
    return _BARE_YEAR.sub("", _YEARS.sub("", text))


def is_original_target(title: str) -> bool:
    """True for 当初目標 and 目標（変更前）."""
    return ("前" in title or "当初" in title) and _ORIGINAL.search(title) is not None


def is_revision(text: str) -> bool:
    """True for 当初 and 見直し後, which say below 目標値 which target a column holds."""
    return len(text) <= _LONGEST_REVISION and clean_heading(text) in _REVISIONS


def drop_revision(headings: Sequence[str]) -> Sequence[str]:
    """The headings of a column without 当初 or 見直し後 at the bottom where 目標値 stands above it."""
    filled = [text for text in headings if text]
    if len(filled) < 2 or not is_revision(filled[-1]):
        return headings
    word = match_heading(filled[-2])
    return filled[:-1] if word is not None and word.role in AIMS else headings


def is_of_last_year(headings: Sequence[str]) -> bool:
    """True for a column below 前年度 or 前回, of which no heading names the year."""
    return any("".join(text.split()) in LAST_YEAR for text in headings if len(text) <= 6) and not any(
        map(find_heading_year, headings)
    )


def is_only_year(headings: Sequence[str]) -> bool:
    """True where the lowest heading of a column is a year and no more: R6, R6(B), 令和6年3月末."""
    last = next((text for text in reversed(headings) if text.strip()), "")
    cleaned = clean_heading(last)
    # A formula alone (B-A below a year) holds letters and signs too, and is no year.
    return _NOTHING_MORE.fullmatch(_REMARK.sub("", cleaned)) is not None and not _FORMULA.search(cleaned)


def is_year_of_others(headings: Sequence[str]) -> bool:
    """True for a year whose remark says that its figures were not reached here: R6(県平均), R8(想定).

    The same for a year below トレンド値.
    """
    texts = [text for text in reversed(headings) if text.strip()]
    if any(_TREND.fullmatch(clean_heading(text)) for text in texts[1:]):
        return True
    last = texts[0] if texts else ""
    if "(" not in last and "（" not in last:
        return False
    return any(_OF_OTHERS.search(remark) for remark in _REMARK.findall(clean_heading(last)))


def clean_heading(text: str) -> str:
    """A heading without its years, spaces, line breaks and note marks: 「令和7年度\\n実績 値」 → 実績値."""
    if not _CIRCLED.isdisjoint(text):
        text = _COUNTED.sub("", _OF_COUNTED.sub(r"A\g<between>B", text))
    folded = "".join(fold_width(text).split()).replace("進ちょく", "進捗")
    without_years = _YEARS.sub("", folded)
    last = without_years[1:].rstrip(")")[-1:]
    if last.isascii() and last.isalpha():
        without_years = _LETTERED.sub("", without_years)
    return re.sub(
        r"[※*](?:月\d{0,2}日?末?)?(?:現在|時点)$|[※*](?:[,、][※*]+)*\d*|(?<![~・:_-])[~・:_-]+$|^(?:における|[~・:の_-])+|\(\)|<>"
        # 総合計画記載(現状値): whose words these are says nothing of what they are.
        r"|^(?:総合|基本|実施)?計画書?に?記載の?",
        "",
        without_years,
    ).strip()


def _strip_of_indicator(text: str) -> str:
    """目標値 of KPI目標値: whose figures these are goes without saying; "" for any other heading."""
    match = _OF_INDICATOR.fullmatch(text) if text[:1] in ("K", "重", "指") else None
    return match["figures"] if match else ""


# Headings, and cells that say no more than one, stand in a file again and again.
@lru_cache(maxsize=4096)
def match_heading(text: str) -> HeadingWord | None:
    """The first word of the table that a heading matches, with its remarks in parentheses and without."""
    cleaned = clean_heading(text)
    if known := PLAIN_HEADINGS.get(cleaned):
        return known
    if len(cleaned) == 1 and cleaned.isascii() and cleaned.isalpha():
        return None  # a mark
    bare = _REMARK.sub("", cleaned)
    inner = cleaned[1:-1] if cleaned[:1] + cleaned[-1:] in _BRACKETS else ""
    inside = _REMARK.sub("", inner)
    # A pattern is asked, and at first compiled, only where all letters of the cell occur in it.
    candidates = [
        (candidate, letters)
        for candidate in dict.fromkeys((cleaned, bare, inner, inside))
        if (letters := set(filter(str.isalpha, candidate))) or "#" in candidate
    ]
    # A narrow word without the remark goes before a wide one with it: 成果指標(単位) is no 成果.
    for word in HEADING_WORDS:
        for candidate, letters in candidates:
            if (word.letters is None or letters <= word.letters) and word.pattern.fullmatch(candidate):
                return word
    if rest := _strip_of_indicator(bare):
        return match_heading(rest)
    if "\n" in text.strip():
        return _match_lines(text)
    return _match_parts(bare) if _BETWEEN.search(bare) else None


def _match_parts(cleaned: str) -> HeadingWord | None:
    """担当課・実施主体: several words joined, where all of them speak for the same role."""
    parts = _BETWEEN.split(cleaned, maxsplit=_MOST_PARTS)
    if len(parts) > _MOST_PARTS:
        return None
    words = [match_heading(part) for part in parts]
    return words[0] if all(words) and len({word.role for word in words if word}) == 1 else None


def _match_lines(text: str) -> HeadingWord | None:
    """現況値 over 平成27年度の実績, 目標値 over 年度: lines that say the same; the first is the narrower."""
    lines = [line for line in text.splitlines() if clean_heading(line).strip("()") not in _OF_TIME]
    words = [match_heading(line) for line in lines]
    roles = {word.role for word in words if word}
    return words[0] if all(words) and (len(words) == 1 or roles in _SAME_FIGURE) else None


def tells_formula(cells: Sequence[str]) -> bool:
    """True for a row with 進捗率(B)/(A) and a heading each for (A) and (B): it holds headings only."""
    folded = [fold_width(text) for text in cells]
    quotient = next((found for text in folded if (found := _QUOTIENT.search(text))), None)
    if quotient is None:
        return False
    letters = {found[1] for text in folded if not _QUOTIENT.search(text) and (found := _LETTER.search(text))}
    return {quotient[1], quotient[2]} <= letters


def find_group_headings(columns: Sequence[Sequence[str]]) -> frozenset[str]:
    """Headings over several columns that differ below them: 進捗状況 over 実績, 評価 and 効果額."""
    below: dict[str, set[str]] = {}
    for headings in columns:
        for upper in headings[:-1]:
            below.setdefault(upper, set()).add(headings[-1])
    return frozenset(text for text, found in below.items() if text and len(found) > 1)


def match_lowest(headings: Sequence[str]) -> HeadingWord | None:
    """The word of the lowest heading of a column that has one: above it stand years and groups."""
    return next(filter(None, map(match_heading, filter(None, reversed(headings)))), None)


def is_group_of_others(text: str, role: Role, below: str, groups: frozenset[str]) -> bool:
    """True where a heading speaks of a group and not of the column: 効果額 below 進捗状況 is no text on it.

    Below it a year alone (R5) leaves it the meaning of the column.
    """
    return role is Role.STATUS and text in groups and text != below and not find_heading_year(below)


def rank_level(text: str) -> int | None:
    """How high in the tree a level of this name stands: 0 方向性, 1 施策, 2 事業; None for other names."""
    cleaned = clean_heading(text)
    return next((rank for rank, words in _LEVEL_RANKS if any(word in cleaned for word in words)), None)
