"""The Japanese fiscal year (April to March): reading every notation of it, and printing one.

Which year a column of a table stands for is left to the readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


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

_YEAR = re.compile(
    r"(?<![A-Za-z0-9.])"
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令](?=\d|元)|[MTSHR](?=\s?\d|元))\s*(?P<n>\d{1,2}|元)"
    r"|(?P<west>(?:19|20)\d{2})(?=\s*年|\s*\(|\s*$|\s*[~～〜\-/・,、)\]]|\s*FY)|FY\s*(?P<fy>(?:19|20)\d{2}))"
    r"(?![\d,]*\d)"
    r"(?:\s*年度|\s*年(?!間)|\s*FY|(?=[.]\s*\d{1,2}(?!\d)))?"
    r"(?:[.\s]*(?P<month>1[0-2]|0?[1-9])(?:月|[.](?=\d)|(?<=\.\d)(?!\d)|(?<=\.\d\d)(?!\d)))?"
)


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
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


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year found in a text: which, where it stands, and how it was written."""

    year: FiscalYear
    start: int
    end: int
    style: YearStyle


def fold_width(text: str) -> str:
    """Half-width letters and digits, one kind of wave dash and of hyphen; the length may change."""
    folded = unicodedata.normalize("NFKC", text)
    return folded.translate({0x301C: "~", 0xFF5E: "~", 0x2212: "-", 0x2010: "-", 0x2011: "-"})


def find_fiscal_years(text: str) -> Iterator[YearMention]:
    """Every year named in a text, in order. Positions are those of ``fold_width(text)``.

    A date from January to March belongs to the fiscal year before: H28.3 is 平成27年度.
    """
    for match in _YEAR.finditer(fold_width(text)):
        year, style = _year_of(match)
        if year is not None:
            yield YearMention(year, match.start(), match.end(), style)


def parse_fiscal_year(text: str) -> FiscalYear:
    """The one fiscal year that a text names: R7, 令7, 平成31年度, 令和元年度, 2025年度, ㋿7, H33(R3).

    Two notations of the same year are one year. Raises ValueError when the text names none or several.
    """
    years = {mention.year for mention in find_fiscal_years(text)}
    if len(years) != 1:
        found = "、".join(year.render() for year in sorted(years)) or "なし"
        raise ValueError(f"年度を一つに読み取れません：「{text}」（読み取れた年度：{found}）")
    return years.pop()


def _year_of(match: re.Match[str]) -> tuple[FiscalYear | None, YearStyle]:
    era, number, month = match["era"], match["n"], match["month"]
    style = YearStyle.WESTERN
    if era:
        style = YearStyle.LETTER if era in _LETTERS else YearStyle.KANJI
        name = _LETTERS.get(era) or _SHORT.get(era) or era
        start = ERAS[name] + (1 if number == "元" else int(number)) - 1
    else:
        start = int(match["west"] or match["fy"])
    if month and int(month) <= 3:
        start -= 1
    try:
        return FiscalYear(start), style
    except ValueError:
        return None, style
