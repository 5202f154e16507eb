"""One number with its unit, in every notation seen in published tables.

Several numbers in one cell belong to notation_compound.py, cells without a number to notation.py, the
meaning of units to unit.py. What is not understood is refused, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern
from shirube.core.quantity import FALLING_WORDS, RISING_WORDS, Qualifier, Quantity
from shirube.core.unit import SCALES, show_unit

# ---- the quick way: digits and a plain unit, which is what nine cells in ten hold ------------------------

_PLAIN_UNITS = (
    "%|ポイント|人|名|件|回|部|社|者|団体|店舗?|校区?|園|か所|箇所|ヶ所|世帯|戸|棟|台|冊|点|組|事業所?|講座|路線|施設|地区|項目|分|"
    "円|本|枚|頭|基|区画|品目|経営体|法人|組織|自治会|教室|種類|ha|km|kg|t|㎡|泊|便|匹|羽|個|体|市町村|議席|床|席"
)
# Characters of a unit that may be more than a unit: words that multiply, compare, change or name a time.
_NOT_PLAIN = (
    "一二三四五六七八九十百千万億兆以未超程台増減削低短縮上下向年月日時期番号週中内前"
    "後弱強余約延速暫見確計予実維抑圧拡目設開達条項半頃"
)
_PLAIN = late_pattern(
    r"((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    rf"({_PLAIN_UNITS}|(?:(?![{_NOT_PLAIN}])[一-鿿]){{1,4}})?"
)
_DIGIT = late_pattern(r"\d")

_LONGEST_PLAIN = 200  # as many letters as an entry may have; more digits than anything prints are no figure

# ---- the pieces of the full grammar ----------------------------------------------------------------------

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SEGMENT = rf"{_NUMBER}\s*[十百千]?[兆億万]\s*"
_THOUSAND = r"(?:千(?!葉))?"
_AMOUNT = rf"(?:(?:{_SEGMENT})+(?:{_NUMBER}\s*{_THOUSAND})?|{_NUMBER}\s*{_THOUSAND})"
_PIECE = late_pattern(rf"({_NUMBER})\s*([十百千]?[兆億万]|千)?\s*")
_SIGN = r"(?:[-+▲△▼±]|マイナス|プラス)"
# Hiragana ends a unit, except in the few units that have it: otherwise half a sentence would be one.
_UNIT_PART = (
    r"(?:か所|か月|か国|か年|CO2|NO2|SO2|N2O|CH4|k?m[23](?!\d)|cm2|つ|こま|"
    r"[一-鿿々ァ-ヺーA-Za-zΩμ%‰°℃$¥]|[-/・](?=[一-鿿ァ-ヺA-Za-zμ%]))"
)
_UNIT = rf"(?!以[上下内]|未満|超|程度|台半)(?:{_UNIT_PART}){{1,14}}?"
_CHANGES = "|".join(
    rf"(?<![A-Za-z]){word}" if word.isascii() else word  # 20%UP, but not 3GROUP
    for word in sorted(FALLING_WORDS | RISING_WORDS, key=len, reverse=True)
)
_DEEDS = (
    "維持|目指す|目指し|抑える|抑制|する|保つ|確保|達成|引き?上げる?|引き?下げる?|縮減|削減|減少|減らす|増やす|"
    "増加|向上|推移|継続|目標|実施|設置|開催|整備|策定|作成|導入|参加|認定|締結"
)
_GOAL = (
    rf"(?:(?:(?:(?<=[^\d\s])(?:を|に|へ|と|まで|の)?|(?<=\d)を)(?:{_DEEDS})|に近[づ付]け(?:る|ていく))"
    r"(?:する|します|した|させる|を目指す|済み?|中|こと)?。?)"
)
_STANDING = r"(?:速報値?|暫定値?|見込み?値?|確定値?|未確定値?|推計値?|概算値?|予定値?|計画値?)"
_TAIL = rf"(?P<goal>{_GOAL})?\s*(?P<standing>{_STANDING})?"

_ONE = late_pattern(
    rf"(?P<sign>{_SIGN})?\s*(?P<amount>{_AMOUNT})\s*(?:(?P<unit>{_UNIT})(?P<band>(?<![/・])台(?:半ば|前半|後半)?)?)?\s*"
    rf"(?:[のを]?(?P<change>{_CHANGES})(?:する|した|させる|します)?)?\s*"
    rf"(?P<after>以上|以下|未満|超え?|を超える|を上回る|を下回る|程度|以内|前後|余り?|弱|強)?\s*{_TAIL}"
)
_RANGE = late_pattern(
    rf"(?P<amount>{_AMOUNT})\s*(?P<unit_low>{_UNIT})?\s*(?:(?:以上|超)\s*[、,]?|から|~|(?P<hyphen>-))\s*"
    rf"(?P<high>{_AMOUNT})\s*(?P<unit>{_UNIT})?\s*(?P<end>以下|以内|未満|程度|まで)?\s*{_TAIL}"
)
_SHARE = late_pattern(
    rf"(?P<amount>{_AMOUNT})\s*(?P<unit_low>{_UNIT})?\s*/\s*(?P<whole>{_AMOUNT})\s*(?P<unit>{_UNIT})?"
)
_SHARE_OF = late_pattern(
    rf"(?P<whole>{_AMOUNT})\s*(?P<unit_low>{_UNIT})?中\s*(?P<amount>{_AMOUNT})\s*(?P<unit>{_UNIT})?"
)
_FRACTION = late_pattern(r"(?P<whole>\d{1,3})分の(?P<part>\d{1,3})")
_AFTER = {
    "以上": Qualifier.AT_LEAST,
    "以下": Qualifier.AT_MOST,
    "以内": Qualifier.AT_MOST,
    "未満": Qualifier.LESS_THAN,
    "超": Qualifier.MORE_THAN,
    "超え": Qualifier.MORE_THAN,
    "を超える": Qualifier.MORE_THAN,
    "を上回る": Qualifier.MORE_THAN,
    "を下回る": Qualifier.LESS_THAN,
}

# What may stand before a number without being its name. Each is taken off in turn.
_LEAD = late_pattern(
    r"(?P<about>約|およそ|おおよそ|おおむね|概ね|ほぼ)|(?P<total>延べ|のべ|延(?=\s*\d))"
    r"|(?:毎|1か?)?(?P<period>[年月週日])[間度]?(?:に|当たり|あたり|当り)?(?=\s*[約延の▲△\d])"
    r"|[1一](?P<each>人|世帯|日|回|件|年|月|か所|校|団体)(?P<daily>[1一]日)?(?:当たり|あたり|当り|につき)"
    r"|(?P<word>人口\s*\d*[十百千万]*人?(?:当たり|あたり|当り|対)|累計|合計|総計|総数|(?:年度?|年間)?計|平均|[全各](?=\s*\d)|第(?=\d+位)|最大|最低|限りなく|できるだけ"
    r"|少なくとも|(?:計画)?最終年度?(?:まで)?[にで]|対?(?:前年度?|基準年度?|前回)(?:同期|同月)?(?:比|より|から|に比べ)で?"
    rf"|\d+(?:[かカヶヵ]年|年)間?[でのに]|{_STANDING})"
    # → 94.0 in a column of its own: the sign leads on from the figure in the cell before.
    r"|(?P<arrow>[→⇒➡])(?=\s*[約延\d])"
)
_BEHIND_YEAR = late_pattern(
    r"(?:度|末|当初|末日|時点|現在)*(?:まで)?(?:の間)?(?:に|で|の|は|:|対?比|から|より)?[、,]?\s*"
)
# 16年度 68万人: a year whose era nobody says, apart from the figure behind it.
_BARE_YEAR = late_pattern(r"(?:\d{1,2}|元)年度(?:末|当初)?(?:まで)?(?:[にで:]|\s)\s*(?=[約延▲△\d])")
_BRACKETS = {")": "(", "]": "[", ">": "<", "〉": "〈", "】": "【", "〕": "〔", "》": "《"}
_LEADING_REMARK = late_pattern(
    r"[(\[〔【](?P<remark>[^()\[\]〔〕【】]{1,20})[)\]〕】]\s*(?::\s*)?(?=[-+▲△約延\d])"
)
_SAYS_HOW = late_pattern(rf"{_STANDING}|累計|延べ|実績値?|[年月]平均|末?(?:時点|現在)")
# An arrow behind a figure says how it went since the last; → may be the sign of a chain and is none.
_NOTE = late_pattern(r"\s*(?P<note>※\s*\d*|\*\s*\d*|注\s*\d+|[†‡]|[↑↓↗↘⇗⇘⇧⇩⬆⬇])$")
_DURATION = late_pattern(r"(?P<hours>\d+)\s*時間\s*(?:(?P<minutes>[0-5]?\d)\s*分|半)(?!\s*\d+\s*秒)")
_SECONDS = late_pattern(
    r"(?:(?P<hours>\d+)\s*時間\s*)?(?P<minutes>\d+)\s*分\s*(?:(?P<seconds>[0-5]?\d)\s*秒|半(?![一-鿿]))"
)
# Only where the first group is too short for a number of its own: 100, 200 may be two.
_SPACED_COMMA = late_pattern(r"(?<![\d,.])(\d{1,2}(?:,\d{3})*)(?:, | ,|、)(?=\d{3}(?!\d))")
# Groups of three behind a space, on one line: 12 800. Lines of one cell are figures of their own.
_SPACED = late_pattern(r"(?<![\d,.])\d{1,2}(?: \d{3})+(?![\d,])")
_YEN = late_pattern(r"([-+▲△▼]?)\s*[¥\\]\s*([-+▲△▼]?)(?=\d)")
_MIDDLE_DOT = late_pattern(r"(?<!\d)(\d+)・(?=\d{1,2}\s*(?:%|ポイント))")
_RAISED = late_pattern("[¹²³⁰⁴-⁹①-⓿❶-➓½⅓⅔¼¾⅕-⅞]")
# Figures that name a time or a place in a list, not an amount. 30日, 10年 and 2時間 may be amounts.
_NO_AMOUNT = late_pattern(
    r"月.*|年度.*|年(?:目|末|以降|頃).*|頃.*|時(?!間).*|日(?:現在|付).*|番.*|号.*|期.*|条.*|項.*"
)
# Letters that are typed for a zero and a one: 12O人 may be 120人, and is not 12 of anything.
_LIKE_DIGITS = frozenset("OoI")
_HALF_UNDERSTOOD = late_pattern("以[上下内]|未満|程度|[増減削]|見込|速報|[をに]")
_SPANS = ("年", "月", "週", "日")
_LONGEST = 90


class NotANumberError(ValueError):
    """A text that is not one number; the message says so in Japanese and quotes it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"数値として読み取れません：「{text}」")


@lru_cache(maxsize=65536)
def parse_quantity(text: str) -> Quantity:
    """A number with its unit: 28,000部, ２３．５％, ▲2,530, 56億2,000万円, 約100人, 1,920戸(R3.8.31).

    ``raw`` keeps the text as written. Words that multiply become part of the value; 2時間30分 is 150 of unit
    分; a triangle is a minus only before digits. Raises ValueError when the text is not one number.
    """
    plain = parse_plain_quantity(text)
    if plain is not None:
        return plain
    if len(text) > _LONGEST or not _DIGIT.search(text):
        raise NotANumberError(text)
    try:
        return replace(_parse_cell(fold_cell(text)), raw=text)
    except ValueError as error:  # also figures in an order that no amount has: 40以上20以下, 5/0
        # Whatever was wrong inside, the officer knows the cell by the text that stands in it.
        raise NotANumberError(text) from error


def parse_plain_quantity(text: str) -> Quantity | None:
    """Digits and a simple unit, the quick way; None for everything else, which may still be a number."""
    match = _PLAIN.fullmatch(text)
    if match is None or len(text) > _LONGEST_PLAIN:
        return None
    digits, unit = match.groups()
    return Quantity(Decimal(digits.replace(",", "")), unit or "", raw=text)


def fold_cell(text: str) -> str:
    """A cell in one width, with single spaces, ``1, 088`` closed up, and note signs set off as ※.

    Folding alone would turn 25① into 251 and 10⁶ into 106: such a digit is never part of the number.
    """
    if _RAISED.search(text):
        text = _RAISED.sub(_set_off, text)
    folded = fold_width(text)
    if " " in folded:
        folded = _SPACED.sub(_close_up, folded)
    folded = re.sub(r"\s+", " ", folded).strip()
    if "¥" in folded[:3] or "\\" in folded[:3]:
        folded = _name_yen(folded)
    return _SPACED_COMMA.sub(r"\1,", _SPACED_COMMA.sub(r"\1,", folded))


def has_spaced_digits(text: str) -> bool:
    """True for a figure whose thousands are set apart by spaces, 12 800: read as one, and better said so."""
    return " " in (folded := fold_width(text)) and _SPACED.search(folded) is not None


def _close_up(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _name_yen(folded: str) -> str:
    """¥1,000 as 1,000円; a text that names the currency anyway keeps one name of it."""
    amount, count = _YEN.subn(r"\1\2", folded, count=1)
    return amount if not count or amount.endswith("円") else f"{amount}円"


def _set_off(match: re.Match[str]) -> str:
    # A cell full of such signs is not copied for each of them.
    sign, text, start, end = match[0], match.string, match.start(), match.end()
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    before, follows = text[max(start - 1, 0) : start], text[end : end + 1]
    if sign >= "①" and not before.isdigit() and follows.isdigit():
        # ①1,500 is the first of several things, and not 11,500.
        return ""
    if sign in "²³" and before in ("m", "ｍ"):
        return sign
    if before and not follows and (sign >= "①" or not before.isdigit()):
        return f" ※{fold_width(sign)}"
    return f" {sign}�" if before.isdigit() else sign


class _Words(Struct):
    """What stood around the number and is no part of it."""

    qualifier: Qualifier = Qualifier.EXACT
    per: str = ""
    remarks: list[str] = field(default_factory=list)


def _parse_cell(body: str) -> Quantity:
    enclosed = body[-1:] in _BRACKETS and _open_of(body) == 0
    if enclosed:
        body = body[1:-1].strip()
    body = _SECONDS.sub(_as_seconds, _DURATION.sub(_as_minutes, _MIDDLE_DOT.sub(r"\1.", body)))
    words = _Words()
    body, behind = _take_remarks(body)
    body = _take_leading_remark(body, words)
    while (quantity := _match_amount(body)) is None:
        body = _take_lead(body, words)
    unit = _join_per(quantity.unit, words.per) if words.per else quantity.unit
    qualifier = quantity.qualifier if quantity.qualifier is not Qualifier.EXACT else words.qualifier
    remarks = [*words.remarks, *([quantity.remark] if quantity.remark else []), *behind]
    return replace(quantity, unit=unit, qualifier=qualifier, remark="、".join(remarks))


def _join_per(unit: str, per: str) -> str:
    """回 of 月1回 as 回/月, g/日 per person as g/人・日. ValueError for two spans: 月5回/年 is no amount."""
    head, _, own = unit.partition("/")
    parts = dict.fromkeys(part for part in (*per.split("・"), *own.split("・")) if part)
    spans = [part for part in parts if part in _SPANS]
    if len(spans) > 1:
        raise ValueError
    return f"{head}/{'・'.join([part for part in parts if part not in _SPANS] + spans)}"


def _as_minutes(match: re.Match[str]) -> str:
    return f"{int(match['hours']) * 60 + int(match['minutes'] or 30)}分"


def _as_seconds(match: re.Match[str]) -> str:
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"])
    return f"{minutes * 60 + int(match['seconds'] or 30)}秒"


def _open_of(body: str) -> int | None:
    """Where the bracket opens that the last character closes; None where none does."""
    closing = body[-1]
    opening, depth = _BRACKETS[closing], 0
    for index in reversed(range(len(body))):
        depth += (body[index] == closing) - (body[index] == opening)
        if depth == 0:
            return index
    return None


def _take_remarks(body: str) -> tuple[str, list[str]]:
    """The text before trailing brackets and note signs, and what these hold, in order."""
    remarks: list[str] = []
    while True:
        if body[-1:] in _BRACKETS and body:
            start = _open_of(body)
            if not start:
                return body, remarks
            remarks.insert(0, body[start + 1 : -1].strip())
            body = body[:start].rstrip()
        elif note := _NOTE.search(body):
            remarks.insert(0, note["note"].replace(" ", ""))
            body = body[: note.start()]
        else:
            return body, remarks


def _take_leading_remark(body: str, words: _Words) -> str:
    """The text behind a year or a standing in brackets, (R4)78.5%, (見込)120人; not behind (男) or (1)."""
    match = _LEADING_REMARK.match(body)
    if match is None:
        return body
    remark = match["remark"].strip()
    mention = next(find_fiscal_years(remark), None)
    behind = remark[mention.end :] if mention and mention.start == 0 else remark
    is_of_year = behind != remark and len(behind) <= 2
    if not is_of_year and not _SAYS_HOW.fullmatch(behind):
        return body
    words.remarks.append(remark)
    return body[match.end() :]


def _take_lead(body: str, words: _Words) -> str:
    """Take one leading word off into ``words``; the rest. Raises ValueError when there is none."""
    match = _LEAD.match(body)
    if match is None:
        return _take_year(body, words)
    if match["about"]:
        words.qualifier = Qualifier.ROUGHLY
    elif match["total"]:
        words.qualifier = Qualifier.TOTAL
    elif match["period"]:
        words.per = match["period"]
    elif match["each"]:
        words.per = f"{match['each']}・日" if match["daily"] else match["each"]
    elif match["word"]:
        words.remarks.append(match["word"])
    return body[match.end() :].lstrip()


def _take_year(body: str, words: _Words) -> str:
    mention = next(find_fiscal_years(body), None)
    if mention is None or mention.start != 0:
        bare = _BARE_YEAR.match(body)
        if bare is None:
            raise ValueError
        words.remarks.append(bare.group().strip(" :"))
        return body[bare.end() :]
    behind = _BEHIND_YEAR.match(body, mention.end)
    end = behind.end() if behind else mention.end
    words.remarks.append(body[:end].strip(" 、,:"))
    return body[end:]


def _match_amount(body: str) -> Quantity | None:
    """The number when the whole text is one, in any of its four shapes; None when words come first."""
    if match := _ONE.fullmatch(body):
        return _build_one(match)
    if match := _RANGE.fullmatch(body):
        return _build_range(match)
    if match := _SHARE.fullmatch(body) or _SHARE_OF.fullmatch(body):
        return _build_share(match)
    if match := _FRACTION.fullmatch(body):
        return Quantity(Decimal(match["part"]), of=Decimal(match["whole"]))
    return None


def _build_one(match: re.Match[str]) -> Quantity:
    value = parse_amount(match["amount"])
    unit = _check_unit(match["unit"] or "", match["amount"])
    if match["sign"] in ("-", "▲", "△", "▼", "マイナス"):
        value = -value
    if match["sign"] == "±" and value:
        raise ValueError  # ±0 is nothing changed, ±5 is no one number
    goal, after = match["goal"] or "", match["after"] or ""
    qualifier = _AFTER.get(after) or (Qualifier.ABOUT if after else Qualifier.EXACT)
    if qualifier is Qualifier.EXACT and "抑" in goal:
        qualifier = Qualifier.AT_MOST
    remarks = [part for part in (match["band"], goal, match["standing"]) if part]
    change = match["change"] or ""
    to = None
    if match["band"]:
        to = value + _width_of_band(value)
    return Quantity(
        value, unit, qualifier, to=to, open_end=to is not None, change=change, remark="".join(remarks)
    )


def _width_of_band(value: Decimal) -> Decimal:
    """How far 台 reaches: 15%台 to 16, 90%台 to 100, 1,000人台 to 2,000, 0.3%台 to 0.4, 1.0%台 to 1.1."""
    if value <= 0:
        raise ValueError
    last = _last_place(value)
    return Decimal(1).scaleb(last if last < 0 else _last_place(value.normalize()))


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit: -1 of 0.3, 0 of 15."""
    return value.adjusted() - len(value.as_tuple().digits) + 1


def _build_range(match: re.Match[str]) -> Quantity:
    low, high = parse_amount(match["amount"]), parse_amount(match["high"])
    unit_low, unit_high = match["unit_low"] or "", match["unit"] or ""
    if (unit_low and unit_high and unit_low != unit_high) or (match["hyphen"] and not unit_high):
        raise ValueError
    unit = _check_unit(unit_high or unit_low, match["amount"])
    if unit == "年":
        raise ValueError
    if not unit_low:
        low = _take_scale(low, match["amount"], match["high"])
    qualifier = Qualifier.ABOUT if match["end"] == "程度" else Qualifier.EXACT
    remark = (match["goal"] or "") + (match["standing"] or "")
    return Quantity(low, unit, qualifier, to=high, open_end=match["end"] == "未満", remark=remark)


def _take_scale(low: Decimal, amount: str, high: str) -> Decimal:
    """4,500,000,000 of 45~50億: a word that multiplies is said once for both; 9,000~1万 has two figures."""
    pieces = list(_PIECE.finditer(high))
    scale = pieces[-1][2]
    if not scale or len(pieces) > 1 or any(piece[2] for piece in _PIECE.finditer(amount)):
        return low
    number = Decimal(pieces[-1][1].replace(",", ""))
    return low * SCALES[scale] if low <= number else low


def _build_share(match: re.Match[str]) -> Quantity:
    part, whole = parse_amount(match["amount"]), parse_amount(match["whole"])
    unit_low, unit_high = match["unit_low"] or "", match["unit"] or ""
    if unit_low and unit_high and unit_low != unit_high:
        raise ValueError
    unit = _check_unit(unit_high or unit_low, match["amount"])
    _check_unit(unit, match["whole"])  # 5/2020年 is a date
    # Without a unit it may be a date (4/1, 12/31) or two years (2023/2024).
    if not unit and ((part <= 12 and whole <= 31) or (1900 <= part <= 2100 and 1900 <= whole <= 2100)):
        raise ValueError
    return Quantity(part, unit, of=whole)


def parse_amount(text: str) -> Decimal:
    """Digits with words that multiply: 56億2,000万, 1万155, 2千万, 114.5万, 3千.

    Raises ValueError where the parts do not fall (2万3億), which no amount does.
    """
    total, last = Decimal(0), Decimal("Infinity")
    pieces = list(_PIECE.finditer(text))
    for piece in pieces:
        number, scale = Decimal(piece[1].replace(",", "")), SCALES[piece[2] or ""]
        if number * scale >= last or ("." in piece[1] and len(pieces) > 1):
            raise NotANumberError(text)
        total += number * scale
        last = scale
    # 28,000.0 stays as many decimals as it was written with; 114.5万 is the whole number 1,145,000.
    whole = total.to_integral_value()
    return whole if total == whole and any(piece[2] for piece in pieces) else total


def _check_unit(unit: str, amount: str) -> str:
    """The unit as it is shown. Raises ValueError where the words are no unit or the figure no amount."""
    if unit == "年" and "," not in amount and 1868 <= parse_amount(amount) <= 2200:
        raise ValueError
    if unit[:1] in _LIKE_DIGITS and not (unit[1:2].isascii() and unit[1:2].isalpha()):
        raise ValueError
    if _NO_AMOUNT.fullmatch(unit) or _HALF_UNDERSTOOD.search(unit):
        raise ValueError
    return show_unit(re.sub(r"/([年月週日])[間度]$", r"/\1", unit))
