"""Dates of notation_date.py."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.core.notation_date import parse_date


@pytest.mark.parametrize(
    "text",
    [
        "R3.8.31",
        "令和3年8月31日現在",
        "2021-08-31",
        "2021/8/31",
        "２０２１年８月３１日",
        "R3/8/31",
        "令和3年8月31日時点",
    ],
)
def test_one_day_in_many_notations(text: str) -> None:
    assert parse_date(text) == date(2021, 8, 31)


def test_the_first_year_of_an_era_may_be_written_as_a_word() -> None:
    assert parse_date("令和元年5月1日") == date(2019, 5, 1)


@pytest.mark.parametrize("text", ["R3.8", "2021.13.1", "2021/2/30", "8月31日", "", "1.2.3"])
def test_what_is_not_one_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"日付"):
        parse_date(text)
