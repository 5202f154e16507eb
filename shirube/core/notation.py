"""Reading one cell of a table: numbers, units, qualifiers, states and reasons for missing, in every notation.

What is not understood is never guessed: it stays as text. The grammar of one number is in
notation_quantity.py, of several in notation_compound.py, the words in notation_words.py; years belong to
fiscal_year.py. Whether a lone ▲ is a grade or a slip is known by the column, hence by the layout readers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.core.notation_compound import find_total, parse_compound, split_name_and_quantity
from shirube.core.notation_date import parse_date
from shirube.core.notation_quantity import parse_plain_quantity, parse_quantity
from shirube.core.notation_words import MISSING_TEXTS, REASONS, STANDINGS, STATE
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing

__all__ = [
    "find_standing",
    "is_state",
    "parse_compound",
    "parse_quantity",
    "parse_reading",
    "split_name_and_quantity",
]

# A dash may be drawn twice, or carry the unit of its row: －人, -%, ―件.
_DASH_SIGNS = frozenset("-―—–─━ー－")
_DASH = late_pattern(r"[-―—–─━ー－]+\s*(?:%|[一-鿿ァ-ヺ]{1,4})?")
_YEARS = late_pattern(
    r"(?:明治|大正|昭和|平成|令和|[MTSHR])\s*(?:\d{1,2}|元)(?:年度?|\.\d{1,2})?|\d{1,2}\s*年度|(?:19|20)\d{2}年度?"
)
_BRACKETED = late_pattern(r"\s*[(\[〔【<](?P<inside>[^()\[\]〔〕【】<>]*)[)\]〕】>]\s*$")
_NOTE = late_pattern(r"(?:※\s*\d*|\*\s*\d*|注\s*\d+|[†‡])$")
_STANDING = late_pattern(rf".{{0,10}}?(?P<word>{'|'.join(STANDINGS)})み?(?:値|額|数)?")
_LONGEST_STATE = 40
# Blanks, or the end of a line, before the second half of a unit.
_TORN_UNIT = late_pattern(r"(?<=[一-鿿ァ-ヺA-Za-z%])\s{1,9}(?=/[一-鿿ァ-ヺA-Za-z])")
# A year without brackets behind a figure, and when in it the figure was taken.
_YEAR_BELOW = late_pattern(
    r"(?P<figure>\S{1,30})\s{1,9}(?P<year>(?:(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)|(?:19|20)\d\d)年(?:度末?)?)"
    r"(?:\s{0,9}\(※?[^()]{1,20}(?:現在|時点)\))?"
)

# 80.0% H26市民調査より: where a figure is from, without brackets.
_SOURCE_BEHIND = late_pattern(
    r"(?P<figure>\S{1,30})\s{1,9}※?\s?(?P<source>(?:(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)|(?:19|20)\d\d)"
    r"[^()\d][^()]{0,40}(?:より|調査|調べ|報告|アンケート|統計))"
)
_SOURCES = ("より", "調査", "調べ", "報告", "アンケート", "統計")
_SPREAD = late_pattern(r"(?<=[一-鿿ぁ-んァ-ヺー]) (?=[一-鿿ぁ-んァ-ヺー](?:[ \d()~]|$))")
_APART = late_pattern(r"[一-鿿ぁ-んァ-ヺー](?: [一-鿿ぁ-んァ-ヺー])++")
_KEPT = late_pattern(
    r"(?:(?:現状|現在|現行)(?:の?(?:値|水準|数))?[をの]?)?維持(?:する)?\s?(?:\((?P<behind>[^()]{1,20})\))"
    r"|(?:現状|現在|現行)(?:の?(?:値|水準|数))?(?:\((?P<within>[^()]{1,20})\)|の(?P<bare>\d[^()]{0,15}))を維持(?:する)?"
)
_YEAR_BEHIND = late_pattern(r"\((?:(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)|(?:19|20)\d\d)(?:年度?)?末?\)$")


# ※190 may be 190 or 90: a blank or a bracket tells.
_SIGN_BEFORE = late_pattern(r"(?:※\s?\d{1,2}\s|\(※\s?\d{0,2}\)\s?|※\s)(?P<figure>[約▲△-]?\d.{0,30})")


@lru_cache(maxsize=65536)
def parse_reading(text: str) -> Reading:
    """What a cell says: a quantity, a state in words, or the reason for none that its mark stands for.

    A text that is neither is a reading that is missing because it is not understood; the text is kept.
    Several numbers in one cell are the one that its label calls the total, else missing as SEVERAL.
    """
    plain = parse_plain_quantity(text)
    if plain is not None:
        return Reading(quantity=plain, text=text)
    mark = fold_width(text).strip()
    found = _find_reason(mark)
    if found:
        return Reading(missing=found[0], note=found[1], text=text)
    try:
        return _read_quantity(_parse_figure(mark, text), text)
    except ValueError:
        return (
            _read_torn(mark, text)
            or _read_kept(mark, text)
            or _read_noted(mark, text)
            or _read_signed(mark, text)
            or _read_apart(mark, text)
        )


def _read_torn(mark: str, text: str) -> Reading | None:
    """114件 /億台キロ, and 5.1% 平成20年度 in two lines: a figure, though blanks stand in it; else None."""
    # Patterns are compiled when they are first asked: most files have no such cell.
    whole = _TORN_UNIT.sub("", mark) if "/" in mark else mark
    # 累 計 515 人: letters set apart to fill their column.
    whole = _SPREAD.sub("", whole) if " " in whole else whole
    if "年" in whole and (match := _YEAR_BELOW.fullmatch(whole)):
        whole = f"{match['figure']}({match['year']})"
    if whole.endswith(_SOURCES) and (match := _SOURCE_BEHIND.fullmatch(whole)):
        whole = f"{match['figure']}({match['source']})"
    if whole == mark:
        return None
    try:
        return _read_quantity(replace(parse_quantity(whole), raw=text), text)
    except ValueError:
        return None


def _read_kept(mark: str, text: str) -> Reading | None:
    """現状維持(80%) and 現状の80%を維持: the figure that is to stay as it is; None for any other text."""
    match = _KEPT.fullmatch(mark) if "維持" in mark and len(mark) <= _LONGEST_STATE else None
    if match is None:
        return None
    try:
        quantity = parse_quantity((match["behind"] or match["within"] or match["bare"]).strip())
    except ValueError:
        return None
    return Reading(quantity=replace(quantity, remark=quantity.remark or "現状維持", raw=text), text=text)


def _read_signed(mark: str, text: str) -> Reading | None:
    """※1 90.0% and (※1)90.0%: a figure behind the sign of its note; None for any other."""
    match = _SIGN_BEFORE.fullmatch(mark) if mark[:2].strip("(")[:1] == "※" else None
    if match is None:
        return None
    try:
        return _read_quantity(replace(parse_quantity(match["figure"]), raw=text), text)
    except ValueError:
        return None


def _read_noted(mark: str, text: str) -> Reading | None:
    """2,211(H26)※調査の時点を変更: a figure with a note in words behind it; None for any other text."""
    figure, sign, note = mark.partition("※")
    if not figure.strip() or not note.strip() or len(note) > _LONGEST_STATE:
        return None
    try:
        quantity = parse_quantity(figure.strip())
    except ValueError:
        return None
    found = _read_quantity(replace(quantity, raw=text), text)
    return replace(found, note="、".join(filter(None, (found.note, sign + note.strip()))))


def _read_apart(mark: str, text: str) -> Reading:
    """設 置, a word whose letters are set apart, as it would be read closed up; others as they are."""
    if mark[1:2] == " " and _APART.fullmatch(mark):
        return replace(parse_reading("".join(mark.split())), text=text)
    return _read_words(mark, text)


def _parse_figure(mark: str, text: str) -> Quantity:
    if mark.startswith("ゼロ"):
        return replace(parse_quantity(f"0{mark.removeprefix('ゼロ')}"), raw=text)
    return parse_quantity(text)


def find_standing(words: str) -> Standing:
    """How final a figure is by the words beside it: 速報値, H25見込, 確定; UNSTATED when they do not say."""
    for part in words.split("、"):
        if match := _STANDING.fullmatch(part.strip()):
            return STANDINGS[match["word"]]
    return Standing.UNSTATED


def is_state(text: str) -> bool:
    """True for a short text that says what is or shall be, with no figures but years: 設置, R7に策定."""
    words = _YEARS.sub("", fold_width(text))
    if len(text) > _LONGEST_STATE or re.search(r"\d", words):
        return False
    last = re.split(r"[、,・/]\s*", words)[-1]
    return STATE.fullmatch(last.strip()) is not None


def _find_reason(mark: str) -> tuple[Missing, str] | None:
    """Why there is no figure, and the words that say more: (未確定), -(未確定), 中止(悪天候), －人, ※1."""
    reason = MISSING_TEXTS.get(mark.strip("()[]【】〔〕<> ").lower())
    if reason:
        return reason, ""
    if len(mark) > _LONGEST_STATE:
        return None
    if match := _BRACKETED.search(mark):
        return _find_reason_before(mark[: match.start()].strip(), match["inside"].strip())
    if match := _NOTE.search(mark):
        note = match[0].replace(" ", "")
        return _find_reason_before(mark[: match.start()].strip(), note) or (
            (Missing.UNSTATED, note) if match.start() == 0 else None
        )
    return (Missing.UNSTATED, "") if mark[:1] in _DASH_SIGNS and _DASH.fullmatch(mark) else None


def _find_reason_before(head: str, inside: str) -> tuple[Missing, str] | None:
    """The reason of a mark with words behind it; those say more where the mark alone says nothing."""
    reason = _find_reason(head) if head else None
    if reason is None:
        return None
    if reason[0] is Missing.UNSTATED:
        return MISSING_TEXTS.get(inside, Missing.UNSTATED), inside
    return reason[0], inside


def _read_quantity(quantity: Quantity, text: str) -> Reading:
    remark = quantity.remark
    if not remark:
        return Reading(quantity=quantity, text=text)
    notes = [part for part in remark.split("、") if _NOTE.fullmatch(part)]
    try:
        as_of = parse_date(remark)
    except ValueError:
        as_of = None
    standing = find_standing(remark)
    return Reading(quantity=quantity, standing=standing, as_of=as_of, note="、".join(notes), text=text)


def _read_words(mark: str, text: str) -> Reading:
    """A text that is no number: several numbers, a state, or not understood."""
    try:
        total = find_total(parse_compound(text))
    except ValueError:
        total = None
    else:
        return Reading(quantity=total, text=text) if total else Reading(missing=Missing.SEVERAL, text=text)
    if len(mark) <= _LONGEST_STATE:
        for pattern, reason in REASONS:
            if pattern.fullmatch(mark):
                return Reading(missing=reason, note=mark, text=text)
    # When it was so is said by the text: 策定済(H30) is what 策定済 is.
    state = _YEAR_BEHIND.sub("", mark).rstrip()
    if is_state(state):
        return Reading(state=state, text=text)
    return Reading(missing=Missing.UNREADABLE, text=text)
