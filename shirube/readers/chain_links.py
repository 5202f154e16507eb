"""The parts of a chained cell: 従前値:246戸(24年度)⇒目標値:263戸⇒実績値:263戸(100%).

What a heading says of them is told by chain_orders.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_years import find_cell_year
from shirube.readers.chain_parts import ARROW, set_out_part, split_first_part
from shirube.readers.headings import match_heading

_LABEL = late_pattern(r"(?P<label>[^::]{1,12})[::]\s*(?P<value>.+)", re.DOTALL)
# 従前値 3,120(H18), without a colon.
_LABEL_BEFORE = late_pattern(r"(?P<label>[^\d\s:：▲△約]{2,8})\s*(?=[▲△約\d])")
# 高齢者向け住宅の割合 0.9%(平成17): the last word of the cell is the figure.
_NAME_BEFORE = late_pattern(r"(?P<name>.*[^\d\s])\s+(?P<value>\S+)", re.DOTALL)
# A baseline and a goal.
PAIR = 2
# R12 50人/年(目標)※R2~R12の累計500人
NOTE_BEHIND = late_pattern(r"※(?!\s*\d+\s*$)[^※⇒→➡⇨]+$")
# What the parts are where nobody says it.
ORDER = (Role.BASELINE, Role.TARGET, Role.ACTUAL)


class Link(Struct, frozen=True):
    """One part of a chain: what it is, and its text in the cell."""

    role: Role
    text: str


def name_before(text: str) -> tuple[str, str]:
    """A name and the figure behind it in one cell: 高齢者向け住宅の割合 0.9%(平成17)."""
    match = _NAME_BEFORE.fullmatch(text.strip())
    if match is None or parse_reading(match["value"]).quantity is None:
        return "", text
    return match["name"], match["value"]


def parse_chain(text: str, order: Sequence[Role] = ORDER) -> tuple[Link, ...]:
    """The parts of a chained cell in order; () when it is none. Parts without a label keep the ``order``."""
    parts = ARROW.split(text)
    if not 2 <= len(parts) <= 4:
        return ()
    links: list[Link] = []
    for place, part in enumerate(map(set_out_part, parts)):
        role, value = _read_part(part)
        if role is None and len(parts) == len(order):
            role = order[place]
        if role is None or parse_reading(value).quantity is None:
            return ()
        links.append(Link(role, value))
    roles = [link.role for link in links]
    steps = [find_cell_year(link.text) for link in links if link.role is Role.TARGET]
    if len(steps) > 1 and None not in steps and len(set(steps)) == len(steps):
        roles = [*(role for role in roles if role is not Role.TARGET), Role.TARGET]
    return tuple(links) if len(set(roles)) == len(roles) else ()


def _read_part(part: str) -> tuple[Role | None, str]:
    """The role that the last label of a part names, and what stands behind it: 「結果:従前値:246戸」."""
    value, role = part.strip(), None
    while match := _LABEL.fullmatch(value):
        word = match_heading(match["label"])
        value = match["value"].strip()
        role = word.role if word and word.role in (*ORDER, Role.FINAL_TARGET) else None
    if role is None and (match := _LABEL_BEFORE.match(value)):
        word = match_heading(match["label"])
        if word and word.role in (*ORDER, Role.FINAL_TARGET):
            role, value = word.role, value[match.end() :]
    return (Role.TARGET if role is Role.FINAL_TARGET else role), value


def _read_words(text: str, order: Sequence[Role]) -> tuple[Link, ...]:
    """約6,000ha(平成22)→おおむね解消(平成32), where the heading or all other cells say what the parts are."""
    first, *rest = ARROW.split(text)
    parts = [name_before(first)[1], *rest]
    has_figure = any(parse_reading(part).quantity is not None for part in parts)
    if len(parts) != len(order) or not has_figure or not all(part.strip() for part in parts):
        return ()
    return tuple(Link(role, part.strip()) for role, part in zip(order, parts, strict=True))


def read_links(text: str, order: Sequence[Role]) -> tuple[Link, ...]:
    """The parts of a cell, behind a name and before a note too; () for one whose parts nobody knows."""
    if not ARROW.search(text):
        return ()
    text = NOTE_BEHIND.sub("", text)
    first, *rest = ARROW.split(text)
    links = parse_chain("→".join((split_first_part(first)[1], *rest)), order)
    if not links and len(order) == PAIR:
        links = parse_chain("→".join((name_before(first)[1], *rest)), order)
    return links or (_read_words(text, order) if order is not ORDER else ())
