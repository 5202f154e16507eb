from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from shirube.web.forms import Form, parse_decimal, parse_number


def test_every_empty_required_field_is_named() -> None:
    form = Form({"name": "氏名", "post": "担当"}, {"name": "  "})

    assert not form.require("name", "post")
    assert [(item.label, item.id) for item in form.errors] == [("氏名", "field-name"), ("担当", "field-post")]
    assert form.errors[0].message == "氏名を入力してください。"


def test_what_was_typed_stays_in_the_form() -> None:
    form = Form({"text": "文"}, {"text": " 一行目\r\n二行目 "})

    assert form["text"].value == " 一行目\n二行目 "
    assert form.text("text") == "一行目\n二行目"


def test_numbers_and_days_that_are_none_are_noted_and_not_guessed() -> None:
    form = Form({"post": "担当", "on": "日付"}, {"post": "１", "on": "令和8年"})

    assert form.number("post") is None
    assert form.day("on") is None
    assert len(form.errors) == 2


def test_numbers_and_days_are_read() -> None:
    form = Form({"post": "担当", "on": "日付"}, {"post": "12", "on": "2026-04-01"})

    assert form.number("post") == 12
    assert form.day("on") == date(2026, 4, 1)
    assert form.errors == []


def test_a_mistake_of_the_whole_form_comes_first() -> None:
    form = Form({"name": "氏名"})
    form.fail("短すぎます。", "name")
    form.fail("重なりました。")

    assert [item.message for item in form.errors] == ["重なりました。", "短すぎます。"]


@pytest.mark.parametrize("text", ["", "-1", "１", "1.5", "1" * 10, "9" * 5000, "1e3"])
def test_a_number_that_no_page_has_offered_is_none(text: str) -> None:
    assert parse_number(text) is None
    assert parse_number("123456789") == 123_456_789


@pytest.mark.parametrize(
    ("text", "number"),
    [("92.5", Fraction(185, 2)), ("１，０００", Fraction(1000)), ("80%", Fraction(80)), ("-3", Fraction(-3))],
)
def test_a_figure_is_read_as_people_type_it(text: str, number: Fraction) -> None:
    assert parse_decimal(text) == number


@pytest.mark.parametrize("text", ["1e9999999999", "1/3", "+-5", "nan", "9" * 5000, "1.", "", "九"])
def test_what_is_no_plain_figure_is_not_worked_out(text: str) -> None:
    assert parse_decimal(text) is None
