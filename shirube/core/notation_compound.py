"""Cells that hold a name beside the number, or several numbers.

One number alone belongs to notation_quantity.py. What the parts mean together is left to the layout readers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.notation_quantity import NotANumberError, fold_cell, parse_quantity
from shirube.core.pattern import late_pattern
from shirube.core.quantity import Quantity

_LONGEST = 200
_LONGEST_LABEL = 30
# A comma or a middle dot separates, except between the digits of one number.
_SEPARATOR = late_pattern(r"\s*(?:[、;]|[,・/](?!\d{3}(?!\d))|(?<=\d)・(?=\d)|(?<=[^\d\s]),(?=\s*\d))\s*")
# Behind a complete part a space separates as well: 男女計:8.5% 男性:12.9%.
_SPACE_BETWEEN = late_pattern(r"(?<=[^\s:])\s+(?=[^\d\s(]{1,12}:)|(?<=[%人件回戸))])\s+(?=\S)")
# 49校1分校: figures with units one behind the other.
_RUN = late_pattern(r"[-+▲△]?\d[\d,.]*[^\d\s,.▲△+()-]+")
_DATE_UNITS = late_pattern("年|月|日|時|分|秒|位|期|番|号|度")
_DIGIT = late_pattern(r"\d")
_LABEL = late_pattern(r"(?P<name>[^:]+):\s*(?P<rest>\S.*)", re.DOTALL)
# Where a number may begin behind a name: its digits, with the words and signs that belong to it.
_START = late_pattern(
    r"(?:約|延べ|(?<![本当今毎来昨前翌学\d])[年月週](?:間)?|1日当たり|[▲△+]|(?<![A-Za-z\d])-)?\s*(?<![\d.,])\d"
)
# Behind 3月 or 2年 a number goes on with a date or a span: 3月5回 is not 月5回, nor 2年6か月 six months.
_SPAN_END = late_pattern(r"\d[年月週]\Z")
TOTAL_LABELS = frozenset(
    ("計", "合計", "総計", "全体", "男女計", "総数", "全国計", "市全体", "全市", "県全体", "平均")
)


@lru_cache(maxsize=16384)
def split_name_and_quantity(text: str) -> tuple[str, Quantity]:
    """A name and the number behind it: 口座振替率:45%, 参加者延べ人数 300 人, 新規農業生産法人数5件.

    The name is as short as it can be while the rest is one whole number. Raises ValueError when there is
    no name or no number.
    """
    folded = fold_cell(text)
    if len(folded) > _LONGEST:
        raise NotANumberError(text)
    if match := _LABEL.fullmatch(folded):
        quantity = _quantity_or_none(match["rest"])
        if quantity is not None:
            return match["name"].strip(), quantity
    years = [(mention.start, mention.end) for mention in find_fiscal_years(folded)]
    for match in _START.finditer(folded):
        name = folded[: match.start()].rstrip(" :、,")
        if not _is_name(name) or any(start < match.end() <= end for start, end in years):
            continue
        if _SPAN_END.search(folded, 0, match.start()) and all(match.start() != end for _, end in years):
            continue
        quantity = _quantity_or_none(folded[match.start() :].lstrip())
        if quantity is not None and not _is_figure_like(name, quantity):
            return name.strip(), quantity
    raise ValueError(f"名称と数値に分けられません：「{text}」")


@lru_cache(maxsize=16384)
def parse_compound(text: str) -> tuple[tuple[str, Quantity], ...]:
    """Two or more numbers of one cell with their labels ("" without one), in written order.

    144・4,055; 男女計:8.5% 男性:12.9%; 49校1分校; 補助台数:103台、普及率:21.2%. Raises ValueError when the
    text is one number, or when any part of it is not understood.
    """
    folded = fold_cell(text)
    if len(folded) > _LONGEST or not _DIGIT.search(folded) or _quantity_or_none(folded) is not None:
        raise NotANumberError(text)
    lines = [line for line in (fold_cell(line) for line in text.splitlines()) if line]
    pieces = lines if len(lines) > 1 else _split(folded)
    if len(pieces) < 2:
        pieces = _RUN.findall(folded) if not _RUN.sub("", folded).strip() else []
    parts = tuple(_parse_part(piece) for piece in pieces)
    if len(parts) < 2 or _is_ambiguous(parts, folded, len(lines) > 1):
        raise ValueError(f"複数の数値に分けられません：「{text}」")
    return parts


def find_total(parts: tuple[tuple[str, Quantity], ...]) -> Quantity | None:
    """The part that its label calls the total (男女計, 合計, 全体); None where none or several are."""
    totals = [quantity for label, quantity in parts if label in TOTAL_LABELS]
    return totals[0] if len(totals) == 1 else None


def _is_name(text: str) -> bool:
    """False for what is only the front of a number or of another part: 第, R, 補助台数:103台."""
    return bool(re.search(r"[^\W\d]", text)) and not re.search(r"第$|^[A-Za-z]$|:\s*\d", text)


def _is_figure_like(name: str, quantity: Quantity) -> bool:
    """True for a name that is a figure of the same unit: 5人、6人 is two figures and no name."""
    found = [_quantity_or_none(part) for part in _split(name)]
    return None not in found and any(one and one.unit == quantity.unit for one in found)


def _split(folded: str) -> list[str]:
    """Pieces between separators that stand outside brackets."""
    pieces, depth, start, index = [], 0, 0, 0
    while index < len(folded):
        character = folded[index]
        depth += (character in "([<") - (character in ")]>")
        match = None if depth else _SEPARATOR.match(folded, index) or _SPACE_BETWEEN.match(folded, index)
        if match:
            pieces.append(folded[start:index])
            start = index = match.end()
        else:
            index += 1
    pieces.append(folded[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _parse_part(piece: str) -> tuple[str, Quantity]:
    quantity = _quantity_or_none(piece)
    if quantity is not None:
        return "", quantity
    label, quantity = split_name_and_quantity(piece)
    if len(label) > _LONGEST_LABEL or re.search(r"\d{3}|。", label):
        raise NotANumberError(piece)
    return label, quantity


def _is_ambiguous(parts: tuple[tuple[str, Quantity], ...], folded: str, in_lines: bool) -> bool:
    """Dates are no figures, and bare numbers behind commas may be one number or several."""
    if all(_DATE_UNITS.match(quantity.unit) for _, quantity in parts):
        return True
    has_bare = any(not label and not quantity.unit for label, quantity in parts[:-1])
    return has_bare and not in_lines and "・" not in folded


def _quantity_or_none(text: str) -> Quantity | None:
    try:
        return parse_quantity(text)
    except ValueError:
        return None
