"""Styles of a LibreOffice spreadsheet: which number format a cell style means, in the notation of Excel.

OpenDocument describes a format by elements (a number with two decimals, then the text 人); the rest of
Shirube knows one notation only, so they are put into it here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_STYLE_KINDS = frozenset(
    (
        "number-style",
        "percentage-style",
        "currency-style",
        "date-style",
        "time-style",
        "text-style",
        "boolean-style",
    )
)
# The format of logical values, which the file keeps as 1 and 0.
BOOLEAN = "BOOLEAN"
_DATE_PARTS = {
    "year": ("yy", "yyyy"),
    "month": ("m", "mm"),
    "day": ("d", "dd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
    "day-of-week": ("aaa", "aaaa"),
    "era": ("g", "ggg"),
}


class OdsStyles(Struct, frozen=True):
    """By style name: number formats that are not General, styles that strike through, hidden tables."""

    formats: dict[str, str]
    struck: frozenset[str]
    hidden_tables: frozenset[str]


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return _without_namespace(str(element.tag))


# A file has a few dozen names, each some hundred thousand times.
@lru_cache(maxsize=1024)
def _without_namespace(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def read_attributes(element: Element) -> dict[str, str]:
    """All attributes of an element without their namespaces; of two with the same name the first."""
    return {_without_namespace(key): value for key, value in reversed(list(element.items()))}


def get(element: Element, name: str) -> str:
    """An attribute by its name without the namespace; "" when absent."""
    value = element.get(name)
    if value is not None:
        return value
    ending = "}" + name
    return next((value for key, value in element.items() if key.endswith(ending)), "")


def read_ods_styles(content: Element, common: Element | None) -> OdsStyles:
    """Styles of the document itself and those common to its pages; a style inherits from its parent."""
    formats: dict[str, str] = {}
    parts: dict[str, Element] = {}
    cells: dict[str, Element] = {}
    hidden = set()
    for root in (common, content):
        for element in root.iter() if root is not None else ():
            kind = local_name(element)
            if kind in _STYLE_KINDS:
                parts[get(element, "name")] = element
            elif kind == "style" and get(element, "family") in {"table-cell", "text"}:
                cells[get(element, "name")] = element
            elif kind == "style" and get(element, "family") == "table" and _is_hidden(element):
                hidden.add(get(element, "name"))
    numbers = {name: _render_format(element, parts) for name, element in parts.items()}
    for name in cells:
        text = numbers.get(_inherit(cells, name, "data-style-name"), "General")
        if text != "General":
            formats[name] = text
    struck = frozenset(name for name in cells if _is_struck(cells, name))
    return OdsStyles(formats, struck, frozenset(hidden))


def _is_hidden(style: Element) -> bool:
    return any(get(child, "display") == "false" for child in style if local_name(child) == "table-properties")


def _inherit(cells: dict[str, Element], name: str, attribute: str) -> str:
    """The attribute of a style or of the nearest parent that has it; parents may run in a circle."""
    for _ in range(20):
        element = cells.get(name)
        if element is None:
            return ""
        if get(element, attribute):
            return get(element, attribute)
        name = get(element, "parent-style-name")
    return ""


def _is_struck(cells: dict[str, Element], name: str) -> bool:
    for child in cells[name]:
        if local_name(child) == "text-properties":
            lines = (get(child, "text-line-through-style"), get(child, "text-line-through-type"))
            return any(lines) and "none" not in lines
    return False


def _render_format(style: Element, parts: dict[str, Element]) -> str:
    """A style as Excel would write it, with the styles for negative numbers and zero it refers to."""
    if local_name(style) == "boolean-style":
        return BOOLEAN
    own = _render_parts(style)
    maps = [child for child in style if local_name(child) == "map"]
    sections = []
    for one in maps[:2]:
        condition = get(one, "condition").replace("value()", "").replace("!=", "<>").strip()
        target = parts.get(get(one, "apply-style-name"))
        if target is not None:
            sections.append(f"[{condition}]" + _render_parts(target))
    return ";".join([*sections, own]) or "General"


def _render_parts(style: Element) -> str:
    text = "".join(_render_part(child) for child in style)
    if local_name(style) == "percentage-style":
        # A percent sign multiplies only where it is not quoted.
        text = text.replace('"%"', "%")
    if get(style, "truncate-on-overflow") == "false":
        # Hours beyond a day are counted on.
        text = f"[{text[:1]}]{text[1:].removeprefix(text[:1])}"
    return text


def _render_part(part: Element) -> str:
    kind = local_name(part)
    if kind == "year" and get(part, "calendar") not in {"", "gregorian"}:
        return "ee" if get(part, "style") == "long" else "e"
    if kind == "number":
        return _render_number_part(part)
    if kind in _DATE_PARTS:
        short, long = _DATE_PARTS[kind]
        return long if get(part, "style") == "long" else short
    if kind == "am-pm":
        return "AM/PM"
    if kind == "text-content":
        return "@"
    if kind in {"text", "currency-symbol"}:
        text = "".join(part.itertext()).replace('"', "")
        return f'"{text}"' if text else ""
    return ""


def _render_number_part(part: Element) -> str:
    """`#,##0.00` and the like. No decimals named at all means General."""
    decimals, least = get(part, "decimal-places"), get(part, "min-integer-digits")
    if not decimals and not least:
        return "General"
    whole = "0" * max(int(least) if least.isdecimal() else 1, 1)
    if get(part, "grouping") == "true":
        whole = "#,##0" if len(whole) < 4 else whole[:-3] + "," + whole[-3:]
    factor = get(part, "display-factor")
    thousands = "," * ((len(factor) - 1) // 3) if factor.isdecimal() else ""
    if not decimals.isdecimal() or decimals == "0":
        return "General" if not decimals and whole == "0" else whole + thousands
    fixed = get(part, "min-decimal-places")
    count = min(int(decimals), 20)
    shown = min(int(fixed), count) if fixed.isdecimal() else count
    return f"{whole}.{'0' * shown}{'#' * (count - shown)}{thousands}"
