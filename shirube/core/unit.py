"""Units (単位): which notations mean the same one, which words multiply, and bringing figures to one unit.

Where a unit ends and other words begin is found in notation_quantity.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity, count_places

# Words between digits and unit that multiply the number.
SCALES: dict[str, Decimal] = {
    "": Decimal(1),
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "億": Decimal(10) ** 8,
    "十億": Decimal(10) ** 9,
    "百億": Decimal(10) ** 10,
    "千億": Decimal(10) ** 11,
    "兆": Decimal(10) ** 12,
}

_PRINTED = late_pattern(r"(\d[\d,]*(?:\.\d+)?)\s*([十百千]?[万億]|千(?!葉)|兆)?")
_SCALE_BEHIND = late_pattern(r"\d\s*([十百千]?[万億]|千(?!葉)|兆)(?!\s*\d)")
_DIGITS_BEHIND = late_pattern(r"[万億兆千]\s*\d")
# Brackets behind the number, up to the end of the cell; around the whole cell they are none.
_REMARKS = late_pattern(r"(?!\A)(?:[(\[<〈【〔《][^()\[\]<>〈〉【】〔〕《》]*[)\]>〉】〕》]\s*)+$")
_SCALED_UNIT = late_pattern(r"(?P<scale>[十百千]?[万億]|千(?!葉)|兆)(?P<unit>.*)", re.DOTALL)

_COLUMN_SCALES = frozenset(Fraction(scale) for scale in SCALES.values())

_KA = "ヶケカヵ箇"  # か before a counter, as it is written elsewhere

# Notations of one unit. The left one is what a comparison uses; a table's own notation is never changed.
_SAME_UNITS: tuple[tuple[str, ...], ...] = (
    ("%", "パーセント", "percent"),
    ("ポイント", "pt", "ﾎﾟｲﾝﾄ", "%ポイント"),
    ("か所", *(f"{sign}所" for sign in _KA), "個所"),
    ("か月", *(f"{sign}月{span}" for sign in ("か", *_KA) for span in ("", "間"))),
    ("か国", *(f"{sign}国" for sign in _KA)),
    ("㎡", "m2", "平方メートル", "平米"),
    ("㎥", "m3", "立方メートル", "立米"),
    ("㎢", "km2", "平方キロメートル"),
    ("ha", "ヘクタール"),
    ("t", "トン"),
    ("g", "グラム"),
    ("kg", "キログラム"),
    ("km", "キロメートル"),
    ("m", "メートル"),
    ("cm", "センチメートル", "センチ"),
    ("L", "l", "リットル"),
    ("kL", "kl", "キロリットル"),
    ("店", "店舗"),
)
_CANONICAL = {name: names[0] for names in _SAME_UNITS for name in names}

# Units of one kind, each as a multiple of the smallest.
_CONVERSIONS: tuple[dict[str, int], ...] = (
    {"秒": 1, "分": 60, "時間": 3600},
    {"か月": 1, "年": 12},
)
_PER_YEAR = {"年": 1, "年間": 1, "月": 12, "月間": 12}


def canonical_unit(unit: str) -> str:
    """One notation for each unit, to compare by: ヶ所 and 箇所 are か所, ㎡ and m2 are ㎡.

    ``/年`` is left out, because tables by year write 件 and 件/年 for the same; ``/月`` stays.
    """
    head, slash, per = fold_width(unit).strip().replace(" ", "").partition("/")
    head = _CANONICAL.get(head, head)
    if not slash:
        return head
    per = per.removesuffix("度").removesuffix("間") if per[:1] in ("年", "月", "週", "日") else per
    return head if per == "年" else f"{head}/{per}"


def parse_unit(text: str) -> tuple[str, Decimal]:
    """A unit as a column or heading states it, and what it multiplies by: 千円 is (円, 1000).

    Brackets around it are taken off: (人), 【%】, [千円], 単位:千円. The text ``-`` states no unit.
    """
    unit = re.sub(r"^\s*単位\s*:\s*", "", fold_width(text).strip().strip("()[]【】〔〕〈〉<>「」").strip())
    if unit in ("-", "―", "ー"):
        return "", Decimal(1)
    match = _SCALED_UNIT.fullmatch(unit)
    if match and match["unit"]:
        return show_unit(match["unit"].strip()), SCALES[match["scale"]]
    return show_unit(unit), Decimal(1)


def show_unit(unit: str) -> str:
    """Square and cubic units in the one sign that people know, after width was folded: m2 is ㎡."""
    return re.sub(r"(?<![A-Za-z])(k?)m([23])(?!\d)", _square, unit)


def _square(match: re.Match[str]) -> str:
    return {"m2": "㎡", "m3": "㎥", "km2": "㎢", "km3": "km3"}[match[0]]


def scale_written(quantity: Quantity) -> Decimal:
    """What a word behind the digits multiplied by: 558.7 万人 gives 10,000.

    1 where there is none, and where digits follow it (1万155回), because then it is no scale of its own.
    What stands in brackets behind the number is a remark: 30人(うち5千人) has no scale.
    """
    written = fold_width(quantity.raw)
    if not _SCALE_BEHIND.search(written):
        return Decimal(1)
    written = _REMARKS.sub("", written)
    match = _SCALE_BEHIND.search(written)
    if not match or _DIGITS_BEHIND.search(written):
        return Decimal(1)
    return SCALES[match[1]]


def compute_printed_step(quantity: Quantity) -> Fraction:
    """What one of the last digit printed is worth: 0.1 of 23.5%, ten million yen of 56.2億円.

    Of 56億2,000万円 it is 万円, of 28,000部 one. The scale of a column (千円) counts too. Without a text it
    is told from the number alone.
    """
    by_number = Fraction(1, 10 ** count_places(quantity.value))
    pieces = _PRINTED.findall(_REMARKS.sub("", fold_width(quantity.raw)))
    written = sum((_worth(digits, scale) for digits, scale in pieces), Decimal(0))
    if not written:
        return by_number
    by_column = abs(Fraction(quantity.value) / Fraction(written))
    if by_column not in _COLUMN_SCALES:
        return by_number  # the text holds other figures than those of the number: 2時間30分, 1人当たり5.2kg
    digits, scale = pieces[-1]
    decimals = len(digits.partition(".")[2])
    return by_column * Fraction(SCALES[scale]) / Fraction(10**decimals)


def _worth(digits: str, scale: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * SCALES[scale]


def give_unit(quantity: Quantity, unit: str, scale: Decimal = Decimal(1)) -> Quantity:
    """A bare number with the unit (and scale) that its column or row states; others as they are."""
    if quantity.unit or (not unit and scale == 1):
        return quantity
    return replace(
        quantity,
        unit=unit,
        value=quantity.value * scale,
        of=None if quantity.of is None else quantity.of * scale,
        to=None if quantity.to is None else quantity.to * scale,
    )


def convert(quantity: Quantity, unit: str) -> Quantity | None:
    """The same amount in another unit of its kind (2時間 in 分; 月1回 in 回/年); None where there is none.

    The value stays exact: what cannot be written as a decimal (1分 in 時間) is not converted.
    """
    here, there = canonical_unit(quantity.unit), canonical_unit(unit)
    if here == there:
        return quantity
    head, _, per = here.partition("/")
    other, _, per_other = there.partition("/")
    kind = next((one for one in _CONVERSIONS if head in one and other in one), None)
    if kind and per == per_other and head != other:
        return _times(quantity, kind[head], kind[other], unit)
    if head == other and (per or "年") in _PER_YEAR and (per_other or "年") in _PER_YEAR:
        return _times(quantity, _PER_YEAR[per or "年"], _PER_YEAR[per_other or "年"], unit)
    return None


def align_units(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The figures of one indicator in one unit where an exact conversion exists; otherwise unchanged.

    The unit wins into which all others multiply (分 over 時間, 回/年 over 回/月).
    """
    units = list(dict.fromkeys(item.unit for item in quantities if item.unit))
    if len({canonical_unit(unit) for unit in units}) < 2:
        return tuple(quantities)
    for unit in units:
        converted = [convert(item, unit) if item.unit else item for item in quantities]
        pairs = [(old, new) for old, new in zip(quantities, converted, strict=True) if new is not None]
        if len(pairs) == len(quantities) and all(abs(new.value) >= abs(old.value) for old, new in pairs):
            return tuple(new for _, new in pairs)
    return tuple(quantities)


def _times(quantity: Quantity, numerator: int, denominator: int, unit: str) -> Quantity | None:
    def change(value: Decimal | None) -> Decimal | None:
        if value is None:
            return None
        # In fractions, because 25 ÷ 12 × 12 is 25 again even in decimals that were cut off.
        exact = Fraction(value) * numerator / denominator
        result = Decimal(exact.numerator) / exact.denominator
        return result if Fraction(result) == exact else None

    value, to = change(quantity.value), change(quantity.to)
    if value is None or (to is None) != (quantity.to is None):
        return None
    return replace(quantity, value=value, to=to, unit=unit)
