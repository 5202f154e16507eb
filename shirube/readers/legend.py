"""The legend under a table (評価の凡例) as a scale: marks, wording, bands, and which edges it leaves open.

Holding the scale against the published marks is left to core/agreement.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.core.scale import Band, Code, Condition, Edge, Evidence, Scale, Subject
from shirube.core.wording import use_wave_dash

_HEADS_LEGEND = ("評価", "達成", "判定", "進捗", "区分", "ランク", "記号", "指標", "凡例")
_HEAD_SECOND = late_pattern(
    r"(?:評価の?)?(?:詳細|内容|基準|説明|定義|目安|考え方|意味|判断基準|評価基準|達成率|状況).*"
)
# These only say how a sign is drawn: ☀ in black or in colours.
_DRAWN_AS = "\ufe0e\ufe0f"
_MARK = late_pattern(
    r"[A-Za-z]{1,3}[+\-*']?\d?|[SABCDEFXYZ][+-]?|[◎○〇●△▲×✕☆★□■◇◆☀⛅☁☂☔－−―/\\-]|[☆★]{2,5}|[1-9]|[優良可不]|不可"
)
# A figure of a table, which names no band: 1,200人, 45.2%, ▲3.
_FIGURE = late_pattern(r"[△▲-]?\s?\d[\d,.]*\s*(?:%|[^\d\s、。~以未超]{0,4})")
_INLINE = late_pattern(
    r"(?<![A-Za-z0-9])(?P<mark>[A-Z][+-]?\d?|[a-z]\d?|[◎○〇●△▲×☆★□■☀⛅☁☂☔―-])\s*+(?:[:=]|・{1,3}|\.{3})(?P<text>.*?)"
    r"(?=(?<!\s)\s*+(?<![A-Za-z0-9])(?:[A-Z][+-]?\d?|[a-z]\d?|[◎○〇●△▲×☆★□■☀⛅☁☂☔―-])\s*+(?:[:=]|・{2,3}|\.{3})|$)"
)
# A(目標を達成)、B(改善した), 「A」目標を達成、「B」改善した.
_SIGN = r"(?:[A-Z][+-]?\d?|[a-z]\d?|[◎○〇●△▲×☆★□■☀⛅☁☂☔―-])"
_BRACKETED = late_pattern(
    rf"(?<![A-Za-z0-9])(?P<mark>{_SIGN})\s*+\((?P<text>[^()]{{2,60}}+(?:\([^()]{{1,30}}+\)[^()]{{0,30}}+)?)\)"
)
_QUOTED = late_pattern(
    rf"[「『](?P<mark>{_SIGN})[」』]\s*+(?:[:=]|は)?+(?P<text>[^「」『』。、,\s][^「」『』。]{{1,60}}+)"
)
_BETWEEN = late_pattern(r"[\s、,;/・]*+")
_BEHIND = late_pattern(r"[\s。]*+")
# A line to itself for a mark that is a number: 5…大きく上回った（110％以上）.
_NUMBERED = late_pattern(r"(?P<mark>[1-9])\s*(?:[:=]|\.{2,3}|・{2,3})(?P<text>[^。]{4,60})")
# A single mark with words in brackets is a remark.
_FEWEST_MARKS = 2
_BAND_WORDS = ("以上", "以下", "未満", "超", "~", "～", "〜")
# Nobody prints longer numbers, and a run of spaces is taken whole: else thousands are tried in every way.
_DIGITS = r"\d{1,9}(?:\.\d{1,9})?"
_PERCENT = rf"{_DIGITS}\s*+(?:%|割)?\s*+"
# A cell that holds a band and no more; at least one of its numbers says that it is a percentage.
_BAND = late_pattern(
    rf"(?=.*[%割])(?:達成率|進捗率|達成度)?(?:が)?\s*+(?:{_PERCENT}(?:以上|以下|未満|を?超(?:える|過)?)?[\s、,から]*+)?"
    rf"~?\s*+{_PERCENT}(?:以上|以下|未満|を?超(?:える|過)?|~)?(?:のもの)?"
)
# What stands before marks side by side, or before their bands.
_HEADS = late_pattern(
    r"(?:総合|進捗|達成|事業|指標|成果)?の?(?:達成|進捗)?の?(?:評価|判定|区分|ランク|記号|凡例|基準|度|率|状況|割合|目安){1,2}"
)
# Words that serve as marks are short: 概ね達成, 目標値を下回る.
_LONGEST_WORD = 10
# Nobody tells more grades apart.
_MOST_ENTRIES = 12
_NUMBER = rf"(?<!\d)({_DIGITS})\s*+%?\s*+"
_BOUND = late_pattern(rf"(?P<n>{_NUMBER})(?P<word>以上|以下|未満|を?超(?:える|過)?)")
_ALONE = late_pattern(rf"\s*(?:達成率|進捗率|達成度)?\s*(?P<n>{_DIGITS})\s*%\s*(?:達成)?(?=[\s(、]|$)")
# 8割 is 80%; 5.5割 stays a whole number of percent as well.
_TENTHS = late_pattern(r"(?<!\d)(\d{1,9}(?:\.\d)?)\s*+割")
_TILDE = late_pattern(rf"(?:{_NUMBER})?[~](?:\s*+{_NUMBER})?")


class Legend(Struct, frozen=True):
    """A legend as found: its heading, the marks with their printed wording, and the grid rows it took."""

    heading: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    rows: tuple[int, ...]


def is_legend_heading(cells: Sequence[str]) -> bool:
    """True for a heading such as 「評価指標｜詳細」 or 「評価区分｜内容｜基準」."""
    folded = [fold_width(cell).strip() for cell in cells]
    return (
        2 <= len(folded) <= 4
        and folded[0].startswith(_HEADS_LEGEND)
        and all(_HEAD_SECOND.fullmatch(cell) for cell in folded[1:])
    )


def is_legend_entry(cells: Sequence[str]) -> bool:
    """True for a line such as 「S｜目標値以上(120%~)：…」: a mark and words, and no figures of a table.

    Numbers count the rows of tables more often than they are marks: 2｜講座の参加者数｜20｜21.
    """
    if not (2 <= len(cells) <= 4 and is_mark(cells[0]) and len(cells[1]) >= 4 and not is_mark(cells[1])):
        return False
    found = [_FIGURE.fullmatch(fold_width(text).strip()) is not None for text in cells[1:]]
    figures = sum(found)
    if found[0]:
        return False  # 「-」 and 「23,844」 are figures of a row
    return figures == 0 if cells[0].strip().isdigit() else figures < 2


def is_mark(text: str) -> bool:
    """True for what a grade or code looks like: S, B+, ◎, X, －."""
    return bool(_MARK.fullmatch(fold_width(text).strip().rstrip(_DRAWN_AS)))


def is_legend_table(lines: Sequence[Sequence[str]]) -> bool:
    """True for 評価 | 基準 | 件数 above rows that begin with another mark each: a table of no plan."""
    first = next((number for number, cells in enumerate(lines) if len(cells) > 1), len(lines))
    rows = lines[first + 1 :]
    if not 2 <= len(rows) <= _MOST_ENTRIES or not fold_width(lines[first][0]).startswith(_HEADS_LEGEND):
        return False
    marks = {cells[0] for cells in rows if 1 < len(cells) <= len(lines[first]) and is_mark(cells[0])}
    return len(marks) == len(rows)


def find_legend(lines: Sequence[tuple[int, Sequence[str]]]) -> Legend | None:
    """The legend among the lines around a table (row number and filled cells), None where there is none."""
    heading: tuple[str, ...] = ()
    entries: list[tuple[str, str]] = []
    rows: list[int] = []
    across: Sequence[str] = ()
    for number, cells in lines:
        if not entries and (is_legend_heading(cells) or is_legend_heading(cells[::-1])):
            heading, rows = tuple(cells), [number]
        elif is_legend_across(across, cells):
            entries += [(mark.strip(), wording.strip()) for mark, wording in _pair_across(across, cells)]
            rows += [rows[-1] + 1, number] if rows and rows[-1] == number - 2 else [number - 1, number]
        elif len(cells) == 1 and (found := parse_inline_legend(cells[0])):
            entries += found
            rows.append(number)
        elif entry := _parse_legend_entry(cells, heading):
            entries.append(entry)
            rows.append(number)
        across = cells
    unique = dict(reversed(entries))
    kept = tuple((mark, use_wave_dash(unique.pop(mark))) for mark, _ in entries if mark in unique)
    return Legend(heading, kept, tuple(rows)) if len(kept) >= 2 else None


def _parse_legend_entry(cells: Sequence[str], heading: Sequence[str] = ()) -> tuple[str, str] | None:
    """The mark and the wording of a row of a legend; None for any other row.

    Below a heading a word may stand for a mark where the row gives its band of rates, and the mark may stand
    behind the band: 「達成率｜評価」, 「100%以上｜A」.
    """
    if not 2 <= len(cells) <= 4:
        return None
    texts = [cell.strip() for cell in cells]
    entry = texts[0], "　".join(texts[1:])
    if is_legend_entry(cells) or (heading and is_mark(texts[0]) and not is_mark(texts[1])):
        return entry
    if is_band(texts[0]) and (is_mark(texts[-1]) or heading):
        return texts[-1], "　".join(texts[:-1])
    has_band = any(map(is_band, texts[1:]))
    return entry if has_band and (is_mark(texts[0]) or (heading and len(texts[0]) <= _LONGEST_WORD)) else None


def is_band(text: str) -> bool:
    """True for a cell that is a band of rates and no more: 「80%以上100%未満」, 「達成率 90~120%」."""
    is_likely = any(sign in text for sign in "%％割")
    return is_likely and _BAND.fullmatch(fold_width(text).strip()) is not None


def is_legend_across(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """True for two rows that give the marks in the first and their bands below: 「評価｜A｜B」."""
    pairs = _pair_across(upper, lower)
    if len(pairs) < 2 or not all(is_band(band) and not is_band(mark) for mark, band in pairs):
        return False
    # The last two indicators of a table look alike: 利用者数｜120人｜150人 above 満足度｜80%｜90%以上.
    marks = [fold_width(mark).strip() for mark, _ in pairs]
    bands = [band for _, band in pairs]
    has_words = any(word in band for band in bands for word in _BAND_WORDS)
    is_headed = len(pairs) == len(upper) or bool(_HEADS.fullmatch(upper[0]) or _HEADS.fullmatch(lower[0]))
    are_different = len(set(marks)) == len(marks) and len(set(bands)) == len(bands)
    return is_headed and has_words and are_different and not any(map(_FIGURE.fullmatch, marks))


def _pair_across(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    if len(upper) != len(lower) or len(upper) < 2:
        return []
    pairs = list(zip(upper, lower, strict=True))
    return pairs if is_band(lower[0]) else pairs[1:]


def parse_inline_legend(text: str) -> list[tuple[str, str]]:
    """Marks and wordings of a legend in one line: 「A:達成(100%以上) B:…」; empty for any other line."""
    found = _parse_marks_in_line(text)
    if _is_line_of_bands(text):
        from shirube.readers.legend_lines import parse_legend_text

        bands = parse_legend_text(text)
        if not (bands or found) and (match := _NUMBERED.fullmatch(fold_width(text).strip())):
            return [(match["mark"], match["text"].strip())]
        return bands if len(bands) > len(dict(found)) else found
    return found


def _is_line_of_bands(text: str) -> bool:
    """True for a line that speaks of bands of rates: whether it is a legend takes a closer look."""
    return any(sign in text for sign in "%％割") and any(word in text for word in _BAND_WORDS)


def _parse_marks_in_line(text: str) -> list[tuple[str, str]]:
    folded = fold_width(text).strip()
    found = [(match["mark"], match["text"].strip(" 、,;")) for match in _INLINE.finditer(folded)]
    if len(found) < _FEWEST_MARKS:
        found = _find_enclosed(folded, _BRACKETED) or _find_enclosed(folded, _QUOTED) or found
    # Before the first mark only a short label may stand: 凡例, 評価区分, 達成状況評価.
    before = folded.partition(found[0][0])[0] if found else ""
    if not found or len(before) > 16 or "。" in before:
        return []
    if before[-1:] == "(" and found[-1][1].endswith(")"):
        found[-1] = found[-1][0], found[-1][1][:-1].rstrip()
    return [(mark, wording) for mark, wording in found if wording]


def _find_enclosed(folded: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """The entries of a line that has nothing but such ones, behind a short label; none for any other."""
    matches = list(pattern.finditer(folded))
    gaps = [folded[one.end() : other.start()] for one, other in pairwise(matches)]
    marks = {match["mark"] for match in matches}
    if len(marks) < max(len(matches), _FEWEST_MARKS) or not all(map(_BETWEEN.fullmatch, gaps)):
        return []
    if not _BEHIND.fullmatch(folded[matches[-1].end() :]):
        return []
    return [(match["mark"], match["text"].strip(" 、,;")) for match in matches]


def parse_scale(legend: Legend, *, name: str = "legend") -> Scale:
    """The scale a legend states. An edge that two bands claim, or neither words settle, is left open.

    ``90~120%`` says nothing about the side of 90 and 120; until examples prove it, the lower end is taken
    to belong to the band (以上), which is ordinary usage.
    """
    bands: list[Band] = []
    codes: list[Code] = []
    percent = _names_percent(legend)
    for mark, wording in legend.entries:
        condition = parse_condition(wording, percent=percent)
        title = _find_title(wording)
        if condition:
            bands.append(Band(mark=mark, name=title, wording=wording, conditions=(condition,)))
        else:
            codes.append(Code(mark=mark, name=title, wording=wording, missing=_reasons(wording)))
    for code in [code for code in codes if (edge := _find_alone(code.wording, bands))][:1]:
        # A 100%, B 90%以上: nothing else is said of more than 100%.
        codes.remove(code)
        condition = Condition(Subject.RATE, edge, None)
        bands.append(Band(mark=code.mark, name=code.name, wording=code.wording, conditions=(condition,)))
    ordered = sorted(bands, key=_height, reverse=True)
    if not bands:
        # A rule in words only: the marks keep their order, but nothing can be computed from them.
        ordered, codes = _bands_in_words(legend), []
    return Scale(
        name=name,
        title="表の凡例による評価基準",
        bands=tuple(_join_bands(ordered)),
        codes=tuple(codes),
        legend_heading=legend.heading,
    )


def _find_alone(wording: str, bands: Sequence[Band]) -> Edge | None:
    """The end of the highest band of which a legend gives the number alone; no word says its side."""
    match = _ALONE.match(fold_width(wording))
    lows = [band.rate.lower for band in bands if band.rate and band.rate.lower]
    if match is None or not lows:
        return None
    value = Fraction(match["n"]) / 100
    return Edge(value, True, Evidence.OPEN) if value > max(low.value for low in lows) else None


def _find_title(wording: str) -> str:
    """目標値どおり of 目標値どおり(90~120%)：目標どおりの成果."""
    title = fold_width(wording)
    for sign in "(:。":
        title = title.partition(sign)[0]
    return title.strip()


def parse_condition(wording: str, *, percent: bool = False) -> Condition | None:
    """The band of rates that a wording states: 「(50~90%)」, 「80%以上100%未満」; None where it has none.

    ``percent`` says that the legend names the unit elsewhere, so that 「80以上」 is a band as well.
    """
    lower, upper = _parse_edges(wording, percent=percent)
    if not (lower or upper) or _are_crossed(lower, upper):
        return None
    return Condition(Subject.RATE, lower, upper)


def contradicts_itself(wording: str) -> bool:
    """True for 「100%以上80%未満」: no rate is both, so that somebody mistyped it."""
    return _are_crossed(*_parse_edges(wording, percent=True))


def _are_crossed(lower: Edge | None, upper: Edge | None) -> bool:
    return bool(lower and upper and lower.value > upper.value)


def _parse_edges(wording: str, *, percent: bool) -> tuple[Edge | None, Edge | None]:
    """The lower and the upper end of the band that a wording states."""
    folded = fold_width(wording)
    if "割" in folded:
        folded = _TENTHS.sub(lambda match: f"{Fraction(match[1]) * 10}%", folded)
    if "%" not in folded and not (percent and _BOUND.search(folded)):
        return None, None
    lower: Edge | None = None
    upper: Edge | None = None
    for bound in _BOUND.finditer(folded):
        value, word = Fraction(bound.group(2)) / 100, bound["word"]
        if word == "以上" or "超" in word:
            lower = lower or Edge(value, word == "以上")
        else:
            upper = upper or Edge(value, word == "以下")
    return (lower, upper) if lower or upper else _parse_tilde(folded)


def _names_percent(legend: Legend) -> bool:
    """Whether the legend says somewhere that its numbers are percentages: 「達成率（％）」."""
    return any("%" in fold_width(text) for text in (*legend.heading, *(text for _, text in legend.entries)))


def _parse_tilde(folded: str) -> tuple[Edge | None, Edge | None]:
    for match in _TILDE.finditer(folded):
        low, high = match.group(1), match.group(2)
        if (low or high) and "%" in folded[match.start() : match.end() + 1]:
            ends = sorted(Fraction(end) / 100 for end in (low, high) if end)
            return (
                Edge(ends[0], True, Evidence.OPEN) if low else None,
                Edge(ends[-1], False, Evidence.OPEN) if high else None,
            )
    return None, None


def _height(band: Band) -> tuple[Fraction, Fraction]:
    condition = band.rate
    low = condition.lower.value if condition and condition.lower else Fraction(-(10**9))
    high = condition.upper.value if condition and condition.upper else Fraction(10**9)
    return low, high


def _bands_in_words(legend: Legend) -> list[Band]:
    return [
        Band(
            mark=mark,
            name=re.split(r"[((::。]", fold_width(wording), maxsplit=1)[0].strip(),
            wording=wording,
        )
        for mark, wording in legend.entries
    ]


def _join_bands(bands: list[Band]) -> list[Band]:
    """The bands with each shared edge on exactly one side: words settle it, else it stays open."""
    joined = list(bands)
    for index in range(len(joined) - 1):
        upper_band, lower_band = joined[index], joined[index + 1]
        low = upper_band.rate.lower if upper_band.rate else None
        high = lower_band.rate.upper if lower_band.rate else None
        if low and high and _is_gap_of_rounding(high.value, low.value):
            # Bands in whole numbers (100%~, 80~99%): what lies between 99 and 100 has not reached 100.
            high = Edge(low.value, not low.inclusive, high.evidence)
        if low is None and high is not None and upper_band.rate:
            low = Edge(high.value, not high.inclusive, high.evidence)
        if low is None or (high is not None and high.value != low.value):
            continue
        included, evidence = _settle(low, high)
        joined[index] = _with_edges(upper_band, lower=Edge(low.value, included, evidence))
        joined[index + 1] = _with_edges(lower_band, upper=Edge(low.value, not included, evidence))
    return joined


def _is_gap_of_rounding(high: Fraction, low: Fraction) -> bool:
    """True for 99% and 100%, or 89.9% and 90%: ends of bands that leave out what rounding cannot show."""
    gap = low - high
    return gap == Fraction(1, 100) or (gap == Fraction(1, 1000) and low * 100 % 1 == 0)


def _settle(low: Edge, high: Edge | None) -> tuple[bool, Evidence]:
    """Whether the edge belongs to the upper band, and on what that rests."""
    stated = [
        side
        for edge, side in ((low, low.inclusive), (high, high is not None and not high.inclusive))
        if edge is not None and edge.evidence is Evidence.STATED
    ]
    if not stated or len(set(stated)) > 1:
        return True, Evidence.OPEN
    return stated[0], Evidence.STATED


def _with_edges(band: Band, *, lower: Edge | None = None, upper: Edge | None = None) -> Band:
    def change(item: Condition) -> Condition:
        if item.subject is not Subject.RATE:
            return item
        return Condition(item.subject, lower or item.lower, upper or item.upper)

    return replace(band, conditions=tuple(change(item) for item in band.conditions))


def _reasons(wording: str) -> tuple[Missing, ...]:
    """The reasons for missing that a code's wording speaks of."""
    words: tuple[tuple[str, tuple[Missing, ...]], ...] = (
        (r"未着手|着手していない", (Missing.NOT_STARTED,)),
        (r"中止|廃止|休止", (Missing.STOPPED,)),
        (r"完了|終了", (Missing.ENDED,)),
        (r"困難|できない|不能|不可|判定なし", (Missing.NOT_ASSESSABLE,)),
        (
            r"実績(?:値|が)?(?:の)?(?:な|無)(?:し|い)|未(?:確定|公表|集計)|把握",
            (
                Missing.NOT_ENTERED,
                Missing.UNSTATED,
                Missing.UNPUBLISHED,
                Missing.UNCONFIRMED,
                Missing.NOT_DUE,
            ),
        ),
    )
    return tuple(reason for pattern, reasons in words if re.search(pattern, wording) for reason in reasons)
