from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from weakref import ref

import pytest
from jinja2 import DictLoader, Template, UndefinedError

from shirube.web.jinja import make_environment, render_date, render_moment


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 29), "令和8年5月29日（金）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2019, 4, 30), "平成31年4月30日（火）"),
    ],
)
def test_dates_are_written_as_offices_write_them(day: date, words: str) -> None:
    assert render_date(day) == words


def test_moments_are_those_of_japan() -> None:
    assert render_moment(datetime(2026, 5, 28, 15, 5, tzinfo=UTC)) == "令和8年5月29日（金）0時05分"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='x"]
)
def test_what_people_type_is_text_and_never_markup(text: str) -> None:
    template = make_environment().from_string('<p title="{{ text }}">{{ text }}</p>')

    shown = template.render(text=text)

    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count('"') == 2
    # The control: said to be safe, the same text does get through.
    assert "<" in make_environment().from_string("{{ text|safe }}").render(text="<b>")


def test_a_misspelt_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ nmae }}").render(name="x")


class Heavy:
    """Stands for a plan with all its rows."""

    name = "計画"


@pytest.mark.parametrize(("template_class", "is_gone"), [(None, True), (Template, False)])
def test_what_a_page_was_drawn_from_is_let_go_with_the_page(
    template_class: type[Template] | None, is_gone: bool
) -> None:
    """Without a search for garbage; Jinja2's own templates are the control."""
    environment = make_environment(
        loader=DictLoader(
            {
                "base.html": "{% block body %}{% endblock %}",
                "macros.html": "{% macro name(it) %}{{ it.name }}{{ heavy.name }}{% endmacro %}",
                "part.html": "{% macro own(it) %}{{ it.name }}{% endmacro %}{{ own(heavy) }}",
                "page.html": "{% extends 'base.html' %}"
                "{% from 'macros.html' import name with context %}"
                "{% macro local(it) %}{{ name(it) }}{% endmacro %}"
                "{% block body %}{{ local(heavy) }}{% include 'part.html' %}{% endblock %}",
            }
        )
    )
    if template_class:
        environment.template_class = template_class
    page = environment.get_template("page.html")
    gc.disable()
    try:
        for _ in range(2):
            heavy = Heavy()
            watched = ref(heavy)
            assert page.render(heavy=heavy) == "計画計画計画"
            del heavy
        assert (watched() is None) is is_gone
    finally:
        gc.enable()


def test_a_page_that_cannot_be_drawn_spoils_no_other() -> None:
    environment = make_environment()
    with pytest.raises(UndefinedError):
        environment.from_string("{% macro m() %}{{ missing }}{% endmacro %}{{ m() }}").render(a=1)

    template = environment.from_string("{% macro m() %}{{ a }}{% endmacro %}{{ m() }}")

    assert [template.render(a=1), template.render(a=2)] == ["1", "2"]
