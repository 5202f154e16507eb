"""Figures in brackets behind a name, each with its label, in one line of a text.

    空き店舗率(現状:17.5%→目標:11.8%)
    旅行消費額:467.8億円(目標: 425億円、達成率110%)

Each is written as a chain with labels, which told_chains.py puts into a row. What stands before the brackets
is the name, or the name and what was reached.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.chain_parts import ARROW, split_first_part
from shirube.readers.headings import match_heading

# Between two of them; the comma of a number stands between digits.
_BETWEEN = late_pattern(r"[、;；／]|,(?!\d)")
_LABELLED = late_pattern(r"(?P<label>[^\d:：]{2,12}?)\s?[:：]?\s?(?P<value>[約▲△-]?\d.*)")
_LABELS = {
    Role.BASELINE: "従前値",
    Role.TARGET: "目標値",
    Role.FINAL_TARGET: "目標値",
    Role.ACTUAL: "実績値",
}
_OPENING, _CLOSING = "(", ")"


def read_bracketed(text: str) -> tuple[str, str] | None:
    """The name and the chain that a line with labelled figures in brackets tells; None for other lines."""
    folded = fold_width(text).strip()
    begins = _find_bracket(folded)
    if begins < 1:
        return None
    parts = _read_parts(folded[begins + 1 : -1])
    # Most signs stay one sign when they are folded: then the name is as it was written.
    before = (text.strip() if len(text.strip()) == len(folded) else folded)[:begins].strip()
    name, value = split_first_part(before)
    if name and parse_reading(value).quantity is not None and Role.ACTUAL not in parts:
        parts[Role.ACTUAL] = value
        before = name
    rate = parts.pop(Role.RATE, "")
    if Role.TARGET not in parts or len(parts) < len((Role.TARGET, Role.ACTUAL)):
        return None
    if rate and Role.ACTUAL in parts:
        parts[Role.ACTUAL] += f"({rate})"
    return before, "⇒".join(f"{_LABELS[role]}:{value}" for role, value in parts.items())


def _find_bracket(text: str) -> int:
    """Where the bracket opens that ends with the text; -1 where none does."""
    if not text.endswith(_CLOSING):
        return -1
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == _CLOSING) - (text[place] == _OPENING)
        if depth == 0:
            return place
    return -1


def _read_parts(inside: str) -> dict[Role, str]:
    """The figures by what their labels say; empty where any part says nothing known, or one says it twice."""
    found: dict[Role, str] = {}
    for part in (piece for side in ARROW.split(inside) for piece in _BETWEEN.split(side)):
        match = _LABELLED.fullmatch(part.strip())
        word = match_heading(match["label"]) if match else None
        role = word.role if word else None
        role = Role.TARGET if role is Role.FINAL_TARGET else role
        if match is None or role not in (*_LABELS, Role.RATE) or role in found:
            return {}
        if parse_reading(match["value"]).quantity is None:
            return {}
        found[role] = match["value"].strip()
    return found
