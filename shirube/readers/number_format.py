"""Number formats of spreadsheets: a number and its format → the text a person sees in the cell.

The unit of a figure often stands only here (#,##0"人"). The number in the grid stays exact; what is rendered
is rounded as the sheet shows it. Reading that text is left to the core.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from itertools import takewhile

from msgspec import Struct

from shirube.core.fiscal_year import ERAS
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw

_TOKEN = late_pattern(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>[Gg]eneral|G/標準)"
    r"|(?P<ampm>[Aa][Mm]/[Pp][Mm]|A/P|a/p|午前/午後)|(?P<exponent>[Ee][+-])"
    r"|(?P<digits>[0#?]+)|(?P<date>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|g+|G+|[Ee]+|r+|aaaa|aaa|b+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = late_pattern(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = late_pattern(r"[Hh]+|[Mm]+|[Ss]+")
_ERA_LETTERS = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
_ERA_STARTS = (
    (datetime.date(2019, 5, 1), "令和"),
    (datetime.date(1989, 1, 8), "平成"),
    (datetime.date(1926, 12, 25), "昭和"),
    (datetime.date(1912, 7, 30), "大正"),
    (datetime.date(1868, 1, 25), "明治"),
)
# What the formats of headings add to the number of a year.
_YEAR_WORDS = ("年度", "令和", "平成", "昭和")
_YEAR_PREFIXES = ('"R"', '"H"', '"Ｒ"', '"Ｈ"', '"R."', '"H."')
_WEEKDAYS = "月火水木金土日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FORMAL_DIGITS = str.maketrans("0123456789", "〇壱弐参四伍六七八九")
_ISO = late_pattern(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?")


class _Token(Struct, frozen=True):
    """A piece of a format: ``kind`` is the name of the group that matched."""

    kind: str
    text: str


class _Section(Struct, frozen=True):
    """One of up to four parts of a format, for positive, negative and zero numbers and for text."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None
    is_date: bool


def render_cell(grid: Grid, row: int, column: int) -> str:
    """What a person sees in the cell: text as it is, a number or a date in its format."""
    return render_number(grid.rows[row][column], grid.formats.get((row, column), "General"))


def render_number(value: Raw, number_format: str = "General") -> str:
    """The text a spreadsheet shows for the value, without padding for alignment.

    Dates are ISO text in a grid and are shown by date formats; other text is returned unchanged. A format
    that makes no sense shows the plain number.
    """
    if isinstance(value, str):
        moment = _parse_moment(value)
        section = (
            _pick_section(number_format, Decimal(1)) if moment and is_date_format(number_format) else None
        )
        return _render_date(moment, section.tokens) if moment and section else value
    number = Decimal(value)
    section = _pick_section(number_format, number)
    if section is None or not number.is_finite():
        return _render_general(number)
    if section.is_date:
        return _render_serial(number, section.tokens)
    try:
        return _render_tokens(number, number_format, section).strip()
    except (InvalidOperation, ValueError):
        return _render_general(number)


@functools.lru_cache(maxsize=4096)
def is_date_format(number_format: str) -> bool:
    """True when numbers in this format are days or times (`ggge"年度"`, `yyyy/m/d`, `h:mm`)."""
    sections = _parse_format(number_format)
    return bool(sections) and sections[0].is_date


@functools.lru_cache(maxsize=4096)
def is_year_format(number_format: str) -> bool:
    """True when the format makes a year of a bare number: `"令和"0"年度"`, `"R"0`."""
    says_year = any(word in number_format for word in _YEAR_WORDS) or number_format.startswith(_YEAR_PREFIXES)
    return says_year and not is_date_format(number_format)


@functools.lru_cache(maxsize=4096)
def is_percent_format(number_format: str) -> bool:
    """True when the format shows a hundred times the number: `0.0%`, but not `0"%"`."""
    sections = _parse_format(number_format)
    return any(token.kind == "other" and token.text == "%" for token in sections[0].tokens)


def find_divisor(value: int | Decimal, number_format: str) -> int:
    """By what the format divides a number to show it: 1,000 for ``#,##0,``, 1 for most."""
    section = _pick_section(number_format, Decimal(value)) if "," in number_format else None
    return 1000 ** _count_thousands(section.tokens) if section else 1


def parse_serial_date(value: int | Decimal, *, from_1904: bool = False) -> str | None:
    """A day number of a spreadsheet → ISO text; None outside 1900 to 9999, and for times of day.

    Day 60 is 29 February 1900 in Excel, which never was: days before it count one less.
    """
    number = Decimal(value) + (1462 if from_1904 else 0)
    if not 1 <= number < 2_958_466:
        return None
    days = int(number)
    day = datetime.date(1899, 12, 30 if days > 60 else 31) + datetime.timedelta(days=days)
    minutes = round((number - days) * 1440)
    if not 0 < minutes < 1440:
        return day.isoformat()
    return f"{day.isoformat()} {minutes // 60:02}:{minutes % 60:02}"


def _parse_moment(text: str) -> datetime.datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime.datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001 - sheets know no zone
    except ValueError:
        return None


@functools.lru_cache(maxsize=4096)
def _parse_format(number_format: str) -> tuple[_Section, ...]:
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append([])
        else:
            sections[-1].append(_Token(kind, text))
    return tuple(_make_section(tokens) for tokens in sections[:4])


def _make_section(tokens: Sequence[_Token]) -> _Section:
    condition = None
    for token in tokens:
        match = _CONDITION.fullmatch(token.text) if token.kind == "bracket" else None
        if match:
            condition = (match[1], Decimal(match[2]))
    dated = any(
        token.kind in {"date", "ampm"} or (token.kind == "bracket" and _ELAPSED.fullmatch(token.text))
        for token in tokens
    )
    has_digits = any(token.kind == "digits" and token.text.strip("0") for token in tokens)
    return _Section(tuple(tokens), condition, dated and not has_digits)


def _pick_section(number_format: str, number: Decimal) -> _Section | None:
    """The part that holds for this number; None for General and for text formats."""
    sections = _parse_format(number_format or "General")
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        return next((one for one in numeric if _holds(one.condition, number)), numeric[-1])
    if number < 0 and len(numeric) > 1:
        return numeric[1]
    if number == 0 and len(numeric) > 2:
        return numeric[2]
    return numeric[0]


def _holds(condition: tuple[str, Decimal] | None, number: Decimal) -> bool:
    if condition is None:
        return True
    sign, edge = condition
    return {
        "<": number < edge,
        ">": number > edge,
        "=": number == edge,
        "<=": number <= edge,
        ">=": number >= edge,
        "<>": number != edge,
    }[sign]


def _render_general(number: Decimal) -> str:
    """As General shows it: no needless zeros, at most eleven digits."""
    if number == number.to_integral_value():
        return f"{number:f}".split(".", maxsplit=1)[0] if abs(number) < 10**15 else f"{number:.6g}"
    with localcontext() as context:
        context.prec = 11
        context.rounding = ROUND_HALF_UP
        text = f"{+number:f}"
    return text.rstrip("0").rstrip(".")


def _render_tokens(number: Decimal, number_format: str, section: _Section) -> str:
    tokens = section.tokens
    if not any(token.kind in {"digits", "general"} for token in tokens):
        return _render_without_digits(number, tokens)
    shown = abs(number)
    sections = _parse_format(number_format)
    own_sign = len(sections[:3]) > 1 and section is not sections[0]
    sign = "-" if number < 0 and not (own_sign and section.condition is None) else ""
    shown = shown * 100 ** sum(token.kind == "other" and token.text == "%" for token in tokens)
    if any(token.kind == "exponent" for token in tokens):
        return sign + _render_exponent(shown, tokens)
    if any(token.kind == "other" and token.text == "/" for token in tokens):
        return sign + _render_fraction(shown, tokens)
    return _render_digits(shown, tokens, sign)


def _render_without_digits(number: Decimal, tokens: Sequence[_Token]) -> str:
    """A part without a place for digits shows its own text alone: "-" for zero, or nothing."""
    return "".join(_render_literal(token, number) for token in tokens)


def _render_literal(token: _Token, number: Decimal = Decimal(0)) -> str:
    if token.kind in {"quoted", "escaped", "date", "ampm"}:
        return token.text
    if token.kind == "bracket" and token.text.startswith("$"):
        return token.text[1:].split("-", maxsplit=1)[0]
    if token.kind == "other":
        return _render_general(number) if token.text == "@" else token.text
    return " " if token.kind == "space" else ""


def _render_digits(number: Decimal, tokens: Sequence[_Token], sign: str) -> str:
    """Digits into their places, with what stands before, between and after them."""
    places = [index for index, token in enumerate(tokens) if token.kind in {"digits", "general"}]
    first, last = places[0], places[-1]
    point = next(
        (i for i in range(first, last + 1) if tokens[i].text == "." and tokens[i].kind == "other"), None
    )
    if point is None and first and tokens[first - 1].text == "." and tokens[first - 1].kind == "other":
        point = first = first - 1
    whole = [t for t in tokens[first : point if point is not None else last + 1] if t.kind == "digits"]
    decimals = (
        "".join(t.text for t in tokens[point + 1 : last + 1] if t.kind == "digits")
        if point is not None
        else ""
    )
    grouped = any(first < i < last and token.text == "," for i, token in enumerate(tokens))
    after = last + 1
    if thousands := _count_thousands(tokens):
        number, after = number / 1000**thousands, after + thousands
    body = (
        _render_general(number)
        if tokens[first].kind == "general"
        else _fill(number, whole, decimals, grouped)
    )
    if body.strip("0.,") == "":
        sign = ""
    pieces = [_render_literal(token) for token in tokens[:first]] + [sign, body]
    text = "".join([*pieces, *(_render_literal(token) for token in tokens[after:])])
    return _translate_digits(text, tokens)


def _count_thousands(tokens: Sequence[_Token]) -> int:
    """How often the shown number is divided by 1,000: the commas right behind the last place for a digit."""
    last = max((i for i, token in enumerate(tokens) if token.kind in {"digits", "general"}), default=-1)
    behind = tokens[last + 1 :] if last >= 0 else ()
    return sum(1 for _ in takewhile(lambda token: token.kind == "other" and token.text == ",", behind))


def _fill(number: Decimal, whole: Sequence[_Token], decimals: str, grouped: bool) -> str:
    with localcontext() as context:
        context.prec = 60
        rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    integer, _, fraction = f"{rounded:f}".partition(".")
    while fraction and decimals[len(fraction) - 1] in "#?" and fraction.endswith("0"):
        fraction = fraction[:-1]
    least = sum(token.text.count("0") for token in whole)
    integer = integer.lstrip("0").rjust(least, "0")
    if grouped and integer:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    point = "." if decimals and (fraction or "0" in decimals) else ""
    return f"{integer}{point}{fraction}" or "0"


def _render_exponent(number: Decimal, tokens: Sequence[_Token]) -> str:
    places = [token.text for token in tokens if token.kind == "digits"]
    decimals = len(places[1]) if len(places) > 2 else 0
    mantissa, _, power = f"{number:.{decimals}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].rjust(len(places[-1]), '0')}"


def _render_fraction(number: Decimal, tokens: Sequence[_Token]) -> str:
    """`# ?/?` and the like: the nearest fraction with so many digits below the line."""
    from fractions import Fraction

    digits = [token.text for token in tokens if token.kind == "digits"]
    most = 10 ** min(len(digits[-1]), 4) - 1
    nearest = Fraction(number).limit_denominator(most)
    whole, rest = (
        divmod(nearest.numerator, nearest.denominator) if len(digits) > 2 else (0, nearest.numerator)
    )
    if rest == 0:
        return str(whole)
    return f"{whole or ''} {rest}/{nearest.denominator}".strip()


def _translate_digits(text: str, tokens: Sequence[_Token]) -> str:
    """Digits in the script the format asks for: [DBNum1] 一二三, [DBNum2] 壱弐参, [DBNum3] １２３."""
    scripts = {"dbnum1": _KANJI_DIGITS, "dbnum2": _FORMAL_DIGITS, "dbnum3": _WIDE_DIGITS}
    for token in tokens:
        table = scripts.get(token.text.lower()) if token.kind == "bracket" else None
        if table:
            return text.translate(table)
    return text


def _render_serial(number: Decimal, tokens: Sequence[_Token]) -> str:
    if any(token.kind == "bracket" and _ELAPSED.fullmatch(token.text) for token in tokens):
        return _render_elapsed(number, tokens)
    iso = parse_serial_date(number if number >= 1 else number + 1)
    moment = _parse_moment(iso) if iso and number >= 0 else None
    return _render_date(moment, tokens) if moment else _render_general(number)


def _render_elapsed(number: Decimal, tokens: Sequence[_Token]) -> str:
    """`[h]:mm` counts hours beyond a day."""
    seconds = int((number * 86400).to_integral_value(ROUND_HALF_UP))
    left = abs(seconds)
    pieces = ["-"] if seconds < 0 else []
    for token in tokens:
        unit = token.text[:1].lower()
        if token.kind in {"date", "bracket"} and unit in {"h", "m", "s"} and _ELAPSED.fullmatch(token.text):
            size = {"h": 3600, "m": 60, "s": 1}[unit]
            count, left = divmod(left, size)
            pieces.append(str(count).rjust(len(token.text), "0"))
        else:
            pieces.append(_render_literal(token))
    return "".join(pieces).strip()


def _render_date(moment: datetime.datetime, tokens: Sequence[_Token]) -> str:
    twelve = any(token.kind == "ampm" for token in tokens)
    pieces = []
    before = ""
    for index, token in enumerate(tokens):
        if token.kind == "date":
            later = next((t.text[:1].lower() for t in tokens[index + 1 :] if t.kind == "date"), "")
            unit = token.text.lower()
            # m between h and s is a minute, elsewhere a month.
            minute = unit.startswith("m") and (before == "h" or later == "s") and len(unit) < 3
            pieces.append(
                f"{moment.minute:0{len(unit)}}" if minute else _render_date_part(moment, unit, twelve)
            )
            before = unit[:1]
        elif token.kind == "ampm":
            names = token.text.split("/")
            pieces.append(names[0] if moment.hour < 12 else names[1])
        elif token.kind == "digits":
            pieces.append("" if before == "s" else token.text)
        else:
            pieces.append(_render_literal(token))
    text = "".join(pieces).strip()
    if any(token.kind == "bracket" and token.text.lower().endswith("gannen") for token in tokens):
        text = re.sub(r"(?<=[治正和成])1年", "元年", text)
    return _translate_digits(text, tokens)


def _render_date_part(moment: datetime.datetime, unit: str, twelve: bool) -> str:
    era, era_year = _find_era(moment.date())
    size = len(unit)
    match unit[0]:
        case "y":
            return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
        case "m" if size >= 3:
            return _MONTHS[moment.month - 1]
        case "m":
            return f"{moment.month:0{size}}"
        case "d" if size >= 3:
            return _DAYS_FULL[moment.weekday()][: 3 if size == 3 else None]
        case "d":
            return f"{moment.day:0{size}}"
        case "a":
            return _WEEKDAYS[moment.weekday()] + ("曜日" if size == 4 else "")
        case "h":
            return f"{(moment.hour - 1) % 12 + 1 if twelve else moment.hour:0{min(size, 2)}}"
        case "s":
            return f"{moment.second:0{min(size, 2)}}"
        case "g":
            return {1: _ERA_LETTERS[era], 2: era[0]}.get(size, era)
        case "r":
            return (era if size > 1 else "") + f"{era_year:0{min(size, 2)}}"
        case _:
            return f"{era_year:0{min(size, 2)}}"


def _find_era(day: datetime.date) -> tuple[str, int]:
    era = next((name for start, name in _ERA_STARTS if day >= start), "明治")
    return era, day.year - ERAS[era] + 1
