"""The year that a cell states for itself: 8,348人(R3.5), 15,000人(H33(R3)), 2025年までに40%以上.

Most tables name years in their headings; where these are silent, the cells are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import (
    FiscalYear,
    find_fiscal_years,
    fold_width,
    parse_fiscal_period,
    parse_fiscal_year,
)
from shirube.core.pattern import late_pattern

# A figure and an opening bracket, behind which its year may stand.
_DATED_FIGURE = late_pattern(
    r"(?P<sign>[-+▲△]?)\s?(?P<digits>\d[\d,.]{0,14})\s?(?P<unit>(?!FY)[A-Za-z][A-Za-z\d/・-]{0,9})?\s?\("
)
_ERAS_BEGAN = (1925, 1988, 2018)
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
# Without one of these a text has neither a bracket nor a word behind a year; nearly all figures have none.
_SIGNS = frozenset("(（[［〔【にで:：")
_SPACES = frozenset(" 　\n")
_BEHIND_SPACE = late_pattern(
    r"[度\d０-９][ 　]+[約延\d０-９]|[^\s][ 　\n][ 　]*※?(?:平成|令和|昭和|[HRSＨＲＳ12])"
)
# 5.1% 平成20年度 in two lines, and when in that year it was counted.
_BELOW = late_pattern(
    r"\S{1,30}\s{1,9}(?P<year>(?:(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)|(?:19|20)\d\d)年(?:度末?)?)"
    r"(?:\s{0,9}\(※?[^()]{1,20}(?:現在|時点)\))?\s{0,9}"
)
# 80.0% H26市民調査より: when it was asked, without brackets.
_SOURCED = late_pattern(
    r"\S{1,30}\s{1,9}※?\s?(?P<year>(?:(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)|(?:19|20)\d\d)年?)(?!\d)"
    r"[^()]{0,40}(?:より|調査|調べ|報告|アンケート|統計)\s{0,9}"
)
_BRACKETS = late_pattern(r"[(\[〔【]((?:[^()\[\]〔〕【】]|\([^()]*\))*)[)\]〕】]\s*(?:※\d*)?\s*$")
# A period in a name says of which era its years are, or that they are fiscal years.
_SURE_YEAR = late_pattern(r"年度|(?:平成?|令和?|昭和?|[HRS])\s*(?:\d|元)|\d{4}")
# 17~23年度, 25年度末~28年度: nothing but a period, of which a figure is that of the end.
_PERIOD = late_pattern(r"[^\d~]{0,2}\d{1,4}\s*+(?:年度?)?末?\s*+~\s*[^\d~]{0,2}(?:\d{1,4}|元)\s*年度?末?")
# (H27~31の合計): what was summed up or averaged is of the last year as well.
_SUMMED = late_pattern(r"\s*+(?:年度?)?末?(?:まで)?の?\s*+(?:合計|累計|平均|計)(?:値|数)?")
# Plans and their reports are younger than 昭和31年度, and 令和20年度 is far ahead.
_ONLY_HEISEI = late_pattern(r"(?<![\d.~一-鿿A-Za-z])(2\d|3[01])\s*年(?!間)")
# 年度末までに, behind which the year ends.
_UNTIL = late_pattern(r"(?:度?末)?\s?まで(?:に|[)\]】〕])")
_OPENING = frozenset("([【〔 ")
_CLOSING = frozenset(")）]］")
_OPENING_ANY = frozenset("(（[［【〔")
# What may stand beside such a year: (21年度末), (H24調査).
_OF_THEN = late_pattern(r"(?:度?末?(?:時点|現在)?|(?:度)?(?:実績|調査|値|数値|速報))")
_IN_FRONT = late_pattern(r"[(\[〔【]([^()\[\]〔〕【】]{1,12})[)\]〕】]\s?(?=[約延▲△+-]?\s?\d)")
_CLOSED = late_pattern(r"度?(?:末|現在|時点)?(?:まで)?[)\]〕】]\s?:?\s?(?=[約延▲△+-]?\s?\d)")
_LEADING = late_pattern(r"(?:末|当初)?(?:まで)?(?:に|で|:|\s+(?=[約延]?べ?\s?\d))")


@lru_cache(maxsize=16384)
def find_cell_year(text: str, context: FiscalYear | None = None) -> FiscalYear | None:
    """The one year in brackets or a line behind a figure, or before it with まで, に or a space."""
    if _SIGNS.isdisjoint(text) and (_SPACES.isdisjoint(text) or not _BEHIND_SPACE.search(text)):
        return None
    folded = fold_width(_without_note(text))
    if match := _BELOW.fullmatch(folded) or _SOURCED.fullmatch(folded):
        return next((mention.year for mention in find_fiscal_years(match["year"], context)), None)
    if match := _BRACKETS.search(folded):
        mentions = list(find_fiscal_years(match[1], context))
        years = {mention.year for mention in mentions}
        if len(years) > 1 and _SUMMED.fullmatch(match[1], mentions[-1].end):
            return max(years)
        if _PERIOD.fullmatch(match[1].strip()):
            last = match[1].rpartition("~")[2]
            years = {max(years)} if len(years) > 1 else {one.year for one in find_fiscal_years(last, context)}
        if len(years) == 1:
            return years.pop()
    mention = next(iter(find_fiscal_years(folded, context)), None)
    if mention and mention.start == 0 and _LEADING.match(folded, mention.end):
        return mention.year
    # (H24)89,700人: in brackets right before the figure.
    if mention and mention.start == 1 and folded[0] in _OPENING and _CLOSED.match(folded, mention.end):
        return mention.year
    return None


def _without_note(text: str) -> str:
    """2,211(H26) of 2,211(H26)※調査の時点を変更: the note speaks of the figure before it."""
    before = text.partition("※")[0].rstrip() if "※" in text else ""
    # (※令和3年1月現在) is no note behind a bracket, but one within.
    return before if before and before[-1] in _CLOSING else text


def find_other_year(text: str, year: FiscalYear) -> FiscalYear | None:
    """The year of 78.0%(21年度末) below 平成17年度末: one in brackets and nothing else that it may be of.

    It may stand before the figure as well: (H34)8割減少.
    """
    text = _without_note(text)
    is_leading = text[:1] in _OPENING_ANY
    if not is_leading and text[-1:] not in _CLOSING:
        sourced = _SOURCED.fullmatch(fold_width(text)) if _SPACES & {*text} else None
        own = next(find_fiscal_years(sourced["year"]), None) if sourced else None
        return own.year if own and own.year != year else None
    match = _IN_FRONT.match(fold_width(text)) if is_leading else _BRACKETS.search(fold_width(text))
    mentions = list(find_fiscal_years(match[1], year)) if match else []
    if match is None or len(mentions) != 1 or mentions[0].year == year:
        return None
    (mention,) = mentions
    rest = match[1][: mention.start] + match[1][mention.end :]
    return mention.year if _OF_THEN.fullmatch(rest.strip()) else None


def find_years_of_cells(texts: Iterable[str]) -> tuple[FiscalYear | None, str]:
    """The latest year with its era in brackets behind a figure, for those of other cells that have none.

    Where none names its era, 平成 speaks for itself: no other has or soon will have a 22年度. The cell that
    led to that is told, to be shown; it is blank where an era was named.
    """
    cells = [(text, match[1]) for text in texts if (match := _BRACKETS.search(fold_width(text)))]
    if named := [mention.year for _, inside in cells for mention in find_fiscal_years(inside)]:
        return max(named), ""
    bare = [(int(number), text) for text, inside in cells for number in _ONLY_HEISEI.findall(inside)]
    number, text = max(bare, default=(0, ""))
    return (parse_fiscal_year(f"平成{number}年度"), text) if number else (None, "")


def describe_era(place: Place, text: str) -> Sequence[Finding]:
    """That years without an era were taken for 平成, because a cell has a number that no other era has."""
    if not text:
        return ()
    return (
        Finding(
            code="era-of-cells",
            level=Level.INFORMATION,
            place=place,
            message=f"値に書かれた年度に元号がないため、平成とみなしました（「{text}」など）。",
            remedy="違う場合は、表の上に「令和7年度」のように年度を記入してください。",
        ),
    )


def find_goal_year(name: str, context: FiscalYear | None) -> FiscalYear | None:
    """The year by which a row's name promises its goal: 住宅の改修【平成27年まで】, 2020年までに10%."""
    if "まで" not in name:
        return None
    folded = fold_width(name)
    until = [one for one in find_fiscal_years(folded, context) if _UNTIL.match(folded, one.end)]
    if len(until) != 1 or (until[0].start and folded[until[0].start - 1] not in _OPENING):
        return None
    return until[0].year


def find_year_in_name(name: str, context: FiscalYear | None) -> FiscalYear | None:
    """The last year of the period that a row's own name states: 財政効果額(平成16~18年度).

    「1-2 年1回の健診」 is the second of the first group, and no period.
    """
    if not _SURE_YEAR.search(fold_width(name)):
        return None
    try:
        first, last = parse_fiscal_period(name, context)
    except ValueError:
        return None
    return last or first


def is_dated_figure(text: str) -> bool:
    """True for 93.7(令和2年度平均), 0(平成31年) and 10.6g(H26); 25(2013) and 2019(H31) are years."""
    folded = fold_width(text).strip()
    if folded[-1:] != ")" or not (match := _DATED_FIGURE.match(folded)):
        return False
    mentions = list(find_fiscal_years(folded[match.end() :]))
    if len(mentions) != 1 or mentions[0].start:
        return False
    digits, year = str(match["digits"]), mentions[0].year.start
    if match["sign"] or match["unit"] or not digits.isdigit():
        return True
    number = int(digits)
    told_twice = (year, year % 100, *(year - began for began in _ERAS_BEGAN))
    return number not in told_twice and not _FIRST_YEAR <= number <= _LAST_YEAR
