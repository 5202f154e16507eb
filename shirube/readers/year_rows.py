"""Rows that head columns with years, for tables whose lines and not columns say what a figure is."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, parse_fiscal_year
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Standing
from shirube.readers.headings import match_heading
from shirube.readers.line_words import (
    find_era,
    is_name_label,
    match_kind,
    parse_bare_year,
    parse_year_heading,
)
from shirube.readers.standing_columns import find_standing, rank_standings

# What heads a row of years: 年度, 実施年度, 平成(年度); no name with the word in it (年間開催数, 低学年).
_OF_YEARS = late_pattern(r"(?:.{0,6}[(（])?年(?:度|次)?(?:別)?[)）]?|[^学]{0,6}年[度次](?:別)?")
# What may stand beside the years with a year of its own.
_FURTHER = (*AIMS, Role.MARK, Role.RATE, Role.DIFFERENCE)
# A further column of all years together: 3か年計, 5年間の平均.
_SUM = late_pattern(
    r"[\d一二三四五六]{1,2}\s?[かヶヵケカ箇]?年[度間]?の?\s?(?:合?計|累計|平均|見込み?|目標)(?:値)?"
)
# Among years alone: 18年度実績.
_REACHED = late_pattern(r"(?P<year>\S{2,12})の?実績値?")


class YearRow(Struct, frozen=True):
    """A row of years: the columns that they head, and the texts to their left and right."""

    row: int
    years: Mapping[int, FiscalYear]
    labels: Mapping[int, str]
    # How final the figures of a column are, where its heading says so: R6(見込).
    standings: Mapping[int, Standing] = field(default_factory=dict)
    # Columns of the figures from before, with their year: 基準値(R3), R3(基準).
    baselines: Mapping[int, FiscalYear] = field(default_factory=dict)
    # Columns of parts of a year, with what their headings say: 令和5年度 9月.
    parts: Mapping[int, str] = field(default_factory=dict)
    # How many rows the headings take.
    depth: int = 1

    @property
    def rows(self) -> range:
        """The rows of the headings."""
        return range(self.row, self.row + self.depth)

    @property
    def columns(self) -> frozenset[int]:
        """Every column with a year or a part of one."""
        return frozenset((*self.years, *self.parts))

    def filled(self, line: Sequence[str]) -> Sequence[FiscalYear]:
        """The years below which a line has anything."""
        return [year for column, year in self.years.items() if line[column]]

    @property
    def first(self) -> int:
        """The first column with a year."""
        return min(self.years)

    @property
    def last(self) -> int:
        """The last column with a year."""
        return max(self.years)


def find_year_row(row: int, texts: Sequence[str], context: FiscalYear | None) -> YearRow | None:
    """The years of a row whose cells are labels and at least two rising years; None for other rows.

    Falling years are taken where everything beside them is a heading: 指標 | 区分 | R6 | R5.
    """
    years = {
        column: year
        for column, text in enumerate(texts)
        if text and (year := parse_year_heading(text)) and not _is_year_of_baselines(text)
    }
    if len(years) < 2:
        years = _read_bare(texts, context)
    elif reached := _find_reached(texts, years):
        years = {**years, **reached}
    ordered = [year for _, year in sorted(years.items())]
    if len(set(ordered)) < 2 or not _are_told_apart(years, texts):
        return None
    baselines = {
        column: year
        for column, text in enumerate(texts)
        if text and column not in years and (year := _find_baseline_year(text))
    }
    known = {*years, *baselines}
    labels = {column: text for column, text in enumerate(texts) if text and column not in known}
    if _are_figures([texts[column] for column in sorted(years)], labels.values()):
        return None
    falls = (
        ordered == sorted(ordered, reverse=True) and bool(labels) and all(map(match_heading, labels.values()))
    )
    if ordered != sorted(ordered) and not falls:
        return None
    # Between the years nothing else may stand, and labels are words: otherwise it is a row of figures.
    if any(min(years) < column < max(years) for column in labels) or any(
        any(map(str.isdigit, text))
        and not (find_era(text) or _names_further(text) or _SUM.fullmatch(text) or is_name_label(text))
        and not (column > max(years) and "年" in text and parse_reading(text).quantity is None)
        for column, text in labels.items()
    ):
        return None
    standings = {
        column: standing
        for column in years
        if (standing := find_standing(texts[column])) is not Standing.UNSTATED
    }
    return YearRow(row, years, labels, standings, baselines)


def _find_reached(texts: Sequence[str], years: Mapping[int, FiscalYear]) -> dict[int, FiscalYear]:
    """The years of 18年度実績 among years alone: the lines below say what their figures are."""
    named = {
        column: match["year"] for column, text in enumerate(texts) if (match := _REACHED.fullmatch(text))
    }
    found = {column: year for column, text in named.items() if (year := parse_year_heading(text))}
    return {column: year for column, year in found.items() if year not in years.values()}


def _names_further(text: str) -> bool:
    """True for the heading of a further column with a year of its own: 目標値(R9), 評価(R1)."""
    word = match_heading(text)
    is_further = word is not None and word.role in _FURTHER
    return is_further and len({mention.year for mention in find_fiscal_years(text)}) == 1


def _are_figures(years: Sequence[str], labels: Collection[str]) -> bool:
    """True for bare numbers that only look like years: 目標 | 2000 | 2050, 利用者数 | 2000 | 2050."""
    if not all(len(text) == 4 and text.isdecimal() for text in years):
        return False
    follow = all(int(later) == int(sooner) + 1 for sooner, later in itertools.pairwise(years))
    heads = all(match_heading(label) or _says_years(label) for label in labels)
    # 目標値(2030) and 目標・実績 are no label of a row of targets.
    kinds = (label for label in labels if match_kind(label) and not (follow and _names_further(label)))
    return any(kinds) or (not follow and not heads)


def _find_baseline_year(text: str) -> FiscalYear | None:
    """The year that the heading of a column of baselines names, None for other headings."""
    years = {mention.year for mention in find_fiscal_years(text)}
    if len(years) != 1:
        return None
    word = match_heading(text)
    is_baseline = _is_year_of_baselines(text) or (word is not None and word.role is Role.BASELINE)
    return years.pop() if is_baseline else None


def _is_year_of_baselines(text: str) -> bool:
    """True for 基準年(H28): what was reached in that year is what the targets begin from."""
    return "基準年" in text


def _are_told_apart(years: Mapping[int, FiscalYear], texts: Sequence[str]) -> bool:
    """True when columns of one year differ in how final they are: R6(見込) | R6(確定)."""
    groups: dict[FiscalYear, list[str]] = {}
    for column, year in years.items():
        groups.setdefault(year, []).append(texts[column])
    return all(len(group) < 2 or rank_standings(group) for group in groups.values())


def _says_years(label: str) -> bool:
    return "年" in label and (_OF_YEARS.fullmatch(label.strip()) is not None or find_era(label) is not None)


def _read_bare(texts: Sequence[str], context: FiscalYear | None) -> dict[int, FiscalYear]:
    """Years without an era, where a label says that they are years: 平成(年度) | 17 | 18 | 19."""
    numbers = {column: number for column, text in enumerate(texts) if (number := parse_bare_year(text))}
    labels = [text for column, text in enumerate(texts) if text and column not in numbers]
    says_year = any(map(_says_years, labels)) or any("年" in texts[column] for column in numbers)
    rising = [number for _, number in sorted(numbers.items())]
    # 年間開催数 | 目標 | 25 | 26: the row of an indicator, whose figures follow one another by chance.
    if len(numbers) < 2 or not says_year or any(map(match_kind, labels)):
        return {}
    if any(later != sooner + 1 for sooner, later in itertools.pairwise(rising)):
        return {}
    era = next((found for text in labels if (found := find_era(text))), None)
    if era is not None:
        return {column: era + (number - 1) for column, number in numbers.items()}
    if context is None:
        return {}
    return {column: parse_fiscal_year(str(number), context) for column, number in numbers.items()}
