"""The cells of each indicator as they are sent to the browser, drawn once for each version of a plan.

Filters, folding and spans change which rows are shown and what stands before them, but not these cells. So a
page of many rows costs little more than putting strings together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.template import engines
from markupsafe import Markup

from shirube.web.plan_page import Heading
from shirube.web.prepared_plan import PreparedPlan

# People look at one or two choices of years; further ones are drawn anew.
KEPT_CHOICES = 3


def draw_rows(prepared: PreparedPlan, headings: tuple[Heading, ...], base: str) -> Mapping[int, Markup]:
    """The cells of every row by its place, for these years; ``base`` is the address of the indicators."""
    kept: dict[Any, Mapping[int, Markup]] = prepared.drawn
    found = kept.get((headings, base))
    if found is None:
        draw = _load_macro()
        found = {row.place: draw(row, headings, base + quote(row.key)) for row in prepared.rows}
        if len(kept) >= KEPT_CHOICES:
            kept.clear()
        kept[headings, base] = found
    return found


def _load_macro() -> Callable[..., Markup]:
    environment: Any = engines["jinja2"]
    macro: Callable[..., Markup] = environment.env.get_template("plan_row.html").module.plan_row
    return macro
