from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

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
