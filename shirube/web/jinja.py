"""The language of the templates: escaping always on, missing names an error, and the few words they may use.

Jinja2 draws all pages, since it draws large tables many times as fast as Django's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from threading import local
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, StrictUndefined, Template
from jinja2.runtime import Context

from shirube.core.fiscal_year import ERAS

_WEEKDAYS = "月火水木金土日"


class _Drawings(local):
    """What the page drawn by this thread has made so far; None between two pages."""

    contexts: list[Context] | None = None


_DRAWINGS = _Drawings()


class ReleasedTemplate(Template):
    """Lets go of what it was given to draw as soon as it is drawn.

    A macro holds the context that it stands in, and that holds the macro: whole plans would wait in such
    rings, several versions of each, until Python next looks for garbage.
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page as text."""
        if _DRAWINGS.contexts is not None:
            return super().render(*args, **kwargs)
        made = _DRAWINGS.contexts = []
        try:
            return super().render(*args, **kwargs)
        finally:
            _DRAWINGS.contexts = None
            for context in made:
                context.parent, context.vars, context.blocks = {}, {}, {}

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """A context; one without anything of the page belongs to macros that all pages share, and stays."""
        made = super().new_context(vars, shared, locals)
        if vars and _DRAWINGS.contexts is not None:
            _DRAWINGS.contexts.append(made)
        return made


def make_environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(**options)  # noqa: S701 - autoescape is set above, whatever the settings say
    environment.template_class = ReleasedTemplate
    environment.globals |= {"static": static, "url": build_url}
    environment.filters |= {"date": render_date, "moment": render_moment, "count": render_count}
    return environment


def build_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def render_date(value: date) -> str:
    """令和8年5月29日（金）."""
    era, first = next((era, first) for era, first in reversed(ERAS.items()) if value.year >= first)
    # 令和 began on 1 May 2019; the years of the eras before are not needed for anything kept here.
    if era == "令和" and value < date(2019, 5, 1):
        era, first = "平成", ERAS["平成"]
    number = value.year - first + 1
    year = "元" if number == 1 else str(number)
    return f"{era}{year}年{value.month}月{value.day}日（{_WEEKDAYS[value.weekday()]}）"


def render_moment(value: datetime) -> str:
    """令和8年5月29日（金）14時05分, in the time of Japan."""
    here = localtime(value)
    return f"{render_date(here.date())}{here.hour}時{here.minute:02d}分"


def render_count(value: int) -> str:
    """A number of things with thousands separators."""
    return f"{value:,}"
