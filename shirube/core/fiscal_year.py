"""The Japanese fiscal year (April to March): reading every notation of it, and printing one.

Which year a column of a table stands for is left to the readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import Enum

from msgspec import Struct

from shirube.core.pattern import late_pattern


class YearStyle(Enum):
    """How a plan prints its years."""

    KANJI = "kanji"  # 令和7年度
    LETTER = "letter"  # R7
    WESTERN = "western"  # 2025年度


# First western year of each era. An era's name holds for the whole fiscal year 2019 from 令和 on,
# although April 2019 was still 平成31年: municipalities print both, so both are read.
ERAS: dict[str, int] = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_SHORT = {"明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和"}

_YEAR = late_pattern(
    r"(?<![A-Za-z0-9.])(?<!\d,)"
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令](?=\d|元)|[MTSHR](?=\s?\d|元)|[HR](?=\.\d))\.?\s*(?P<n>\d{1,2}|元)"
    r"|(?P<west>(?:19|20)\d{2})(?=\s*年|\s*\(|\s*$|\s*[~～〜\-/・,、)\]]|\.\d{1,2}\.\d|\s*FY)|FY\s*(?P<fy>(?:19|20)\d{2}))"
    r"(?![\d,]*\d)"
    r"(?:\s*年度|\s*年(?!間)|\s*FY|(?=[.]\s*\d{1,2}(?!\d)))?"
    r"(?:[-/.](?P<dated>1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"|[.\s]*(?P<month>1[0-2]|0?[1-9])(?:月|[.](?=\d)|(?<=\.\d)(?!\d)|(?<=\.\d\d)(?!\d))"
    r"(?:(?<=\.)\d{1,2}(?![\d.])|\s*\d{1,2}\s*日)?)?"
)
# The second year of a pair inherits the era of the first: 平成16~18年度, R5~8, 平成16・17年度, H27~28累計.
_FOLLOWING = late_pattern(
    r"\s*(?:(?:~|から)\s*(?P<to>\d{1,2})(?=\s*(?:年|累計|合計|平均|実績|目標|の|[)\]]|$))|-\s*(?P<until>\d{1,2})(?=\s*(?:年度|累計|実績|目標|の?(?:合計|累計|平均)))|[・、,/]\s*(?P<and>\d{1,2})(?=\s*年))"
    r"(?:\s*年度|\s*年(?![間目]))?"
)
_BETWEEN_YEARS = frozenset("~-・、,/")
# 2009~14年 ends in 2014; nobody asks which era a 14年 behind it would be of.
_SHORT_END = late_pattern(r"\s*(?:~|から)\s*(?P<n>\d{2})\s*年(?:度|(?![間目以]))")
# Wave dash, minus and hyphen, which folding leaves as they are.
_ALIKE = (("\u301c", "~"), ("\u2212", "-"), ("\u2010", "-"))
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_NUMBERS = frozenset("一二三四五六七八九十")
_KANJI_DATE = late_pattern(
    r"(?P<era>明治|大正|昭和|平成|令和)(?P<year>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九][〇一二三四五六七八九]?)(?=年)"
    r"(?:年(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
)
# Signs that count lines and columns, in their order; folding their width would make plain digits of them.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_COUNTS = frozenset(CIRCLED)
# Columns and parts are counted right before a figure or a year: ①26年度, ②R5.
_COUNT_BEFORE = late_pattern(r"[①-⑳](?=[\dMTSHRＭＴＳＨＲ明大昭平令])")
# A year whose era the reader must know from elsewhere. 3年間, 5年で and 2年目 are spans, not years; behind a
# wave dash there is one only where another stands before it (27年度～29年度).
_BARE = late_pattern(
    r"(?<![\d.,A-Za-z/])(?<!(?<![年度])~)(?P<n>\d{1,2}|元)\s*年(?:度|(?![度間目でごか後生以])(?!の間)(?!\s*計画))"
)


class FiscalYear(Struct, frozen=True, order=True):
    """A fiscal year, kept as the western year in which it begins: 令和7年度 is 2025."""

    start: int

    def __post_init__(self) -> None:
        if not 1868 <= self.start <= 2200:
            raise ValueError(f"not a year of a municipal plan: {self.start}")

    def __hash__(self) -> int:
        # Years are keys of many small tables; the generated hash builds a tuple each time.
        return self.start

    def __add__(self, years: int) -> FiscalYear:
        return FiscalYear(self.start + years)

    def __sub__(self, years: int) -> FiscalYear:
        return FiscalYear(self.start - years)

    def __str__(self) -> str:
        return self.render()

    def render(self, style: YearStyle = YearStyle.KANJI) -> str:
        """令和7年度, R7 or 2025年度; the first year of an era is 元 in kanji and 1 in letters."""
        if style is YearStyle.WESTERN:
            return f"{self.start}年度"
        era, first = next((era, first) for era, first in reversed(ERAS.items()) if self.start >= first)
        number = self.start - first + 1
        if style is YearStyle.LETTER:
            letter = next(letter for letter, name in _LETTERS.items() if name == era)
            return f"{letter}{number}"
        return f"{era}{'元' if number == 1 else number}年度"


class YearMention(Struct, frozen=True):
    """A year found in a text: which, where it stands, and how it was written."""

    year: FiscalYear
    start: int
    end: int
    style: YearStyle


def fold_width(text: str) -> str:
    """Half-width letters and digits, one kind of wave dash and of hyphen; the length may change.

    Years of an era are in digits, and the day behind them: 令和七年三月三十一日, as upright writing has it.
    """
    folded = unicodedata.normalize("NFKC", text)
    # ①26年度 is no year 126.
    if not _COUNTS.isdisjoint(text) and _COUNT_BEFORE.search(text):
        folded = unicodedata.normalize("NFKC", _COUNT_BEFORE.sub(r"\g<0> ", text))
    # Seeking each sign takes a tenth of translating all letters.
    for sign, plain in _ALIKE:
        if sign in folded:
            folded = folded.replace(sign, plain)
    if "年" not in folded or _KANJI_NUMBERS.isdisjoint(folded):
        return folded
    return _KANJI_DATE.sub(_write_date, folded)


def _write_date(match: re.Match[str]) -> str:
    year, month, day = (_read_kanji(match[part]) for part in ("year", "month", "day"))
    return f"{match['era']}{year}" + (f"年{month}月" if month else "") + (f"{day}日" if day else "")


def _read_kanji(text: str | None) -> int:
    """三十一 and 三一 as 31; 0 for nothing."""
    if not text:
        return 0
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * (_KANJI_DIGITS.index(tens) if tens else 1) + (_KANJI_DIGITS.index(ones) if ones else 0)
    return int("".join(str(_KANJI_DIGITS.index(one)) for one in text))


def compute_fiscal_year(day: date) -> FiscalYear:
    """The fiscal year that a day lies in: 31 March 2026 is of 令和7年度, the day after of 令和8年度."""
    return FiscalYear(day.year if day.month >= 4 else day.year - 1)


def find_fiscal_years(text: str, context: FiscalYear | None = None) -> Iterator[YearMention]:
    """Every year named in a text, in order. Positions are those of ``fold_width(text)``.

    A date from January to March belongs to the fiscal year before: H28.3 is 平成27年度. The era of a bare
    27年度 or 元年度 is chosen so that the year lies nearest to ``context``; without one it is not read.
    """
    folded = fold_width(text)
    end = 0
    for match in _YEAR.finditer(folded):
        if match.start() < end:
            continue
        if context is not None:
            yield from _find_bare(folded, end, match.start(), context)
        year, style = _year_of(match)
        end = match.end()
        if year is not None:
            yield YearMention(year, match.start(), end, style)
            for mention in _find_following(folded, match, style):
                yield mention
                end = mention.end
    if context is not None:
        yield from _find_bare(folded, end, len(folded), context)


def parse_fiscal_year(text: str, context: FiscalYear | None = None) -> FiscalYear:
    """The one fiscal year that a text names: R7, 令7, 平成31年度, 令和元年度, 2025年度, ㋿7, H33(R3).

    Two notations of the same year are one year. With a ``context`` also 27年度 and a bare 18, in the era that
    lies nearest to it. Raises ValueError when the text names none or several.
    """
    bare = fold_width(text).strip()
    if context is not None and bare.isdecimal() and len(bare) <= 2 and int(bare) > 0:
        return _nearest(int(bare), context)
    years = {mention.year for mention in find_fiscal_years(text, context)}
    if len(years) != 1:
        found = "、".join(year.render() for year in sorted(years)) or "なし"
        raise ValueError(f"年度を一つに読み取れません：「{text}」（読み取れた年度：{found}）")
    return years.pop()


def parse_fiscal_period(text: str, context: FiscalYear | None = None) -> tuple[FiscalYear, FiscalYear | None]:
    """First and last year of a period: R5～R8, 平成16~18年度; a single year is both; None after 以降 or ～.

    Raises ValueError when the text names no year, or years that do not rise.
    """
    mentions = list(find_fiscal_years(text, context))
    years = list(dict.fromkeys(mention.year for mention in mentions))
    if not years or len(years) > 2 or years != sorted(years):
        raise ValueError(f"期間を読み取れません：「{text}」")
    behind = fold_width(text)[mentions[-1].end :].strip()
    if len(years) == 1 and (behind.startswith(("以降", "以後")) or behind in ("~", "から")):
        return years[0], None
    return years[0], years[-1]


def _find_following(folded: str, match: re.Match[str], style: YearStyle) -> Iterator[YearMention]:
    if not match["era"]:
        short = None if match["month"] or match["dated"] else _SHORT_END.match(folded, match.end())
        if match["west"] and short and int(short["n"]) > int(match["west"][2:]):
            last = FiscalYear(int(match["west"][:2] + short["n"]))
            yield YearMention(last, short.start("n"), short.end(), style)
        return
    first = ERAS[_name_of(match["era"])]
    end = match.end()
    while _may_follow(folded, end) and (following := _FOLLOWING.match(folded, end)):
        number = following["to"] or following["until"] or following["and"]
        if following["until"] and int(number) <= int(match["n"] if match["n"] != "元" else 1):
            return  # H28-1実績 is no period
        start = following.start(following.lastgroup or 0)
        end = following.end()
        yield YearMention(FiscalYear(first + int(number) - 1), start, end, style)


def _may_follow(folded: str, end: int) -> bool:
    """True where a sign and a number stand behind a year: most years are the last thing said."""
    rest = folded[end:].lstrip()
    behind = rest[2:] if rest.startswith("から") else rest[1:] if rest[:1] in _BETWEEN_YEARS else ""
    return behind.lstrip()[:1].isdecimal()


def _find_bare(folded: str, start: int, end: int, context: FiscalYear) -> Iterator[YearMention]:
    for match in _BARE.finditer(folded, start, end):
        number = 1 if match["n"] == "元" else int(match["n"])
        if number:
            yield YearMention(_nearest(number, context), match.start(), match.end(), YearStyle.KANJI)


def _nearest(number: int, context: FiscalYear) -> FiscalYear:
    starts = (first + number - 1 for first in ERAS.values())
    return FiscalYear(min(starts, key=lambda start: abs(start - context.start)))


def _name_of(era: str) -> str:
    return _LETTERS.get(era) or _SHORT.get(era) or era


def _year_of(match: re.Match[str]) -> tuple[FiscalYear | None, YearStyle]:
    era, number, month = match["era"], match["n"], match["month"] or match["dated"]
    style = YearStyle.WESTERN
    if era:
        style = YearStyle.LETTER if era in _LETTERS else YearStyle.KANJI
        start = ERAS[_name_of(era)] + (1 if number == "元" else int(number)) - 1
    else:
        start = int(match["west"] or match["fy"])
    if month and int(month) <= 3:
        start -= 1
    try:
        return FiscalYear(start), style
    except ValueError:
        return None, style
