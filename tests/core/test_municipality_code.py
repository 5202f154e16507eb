"""The code of a municipality and its check digit."""

from __future__ import annotations

import pytest

from shirube.core.municipality_code import parse_municipality_code


@pytest.mark.parametrize("code", ["132284", "131016", "011002", "271004", "472018", "139998"])
def test_codes_in_use_pass_the_check_digit(code: str) -> None:
    assert parse_municipality_code(code) == code


def test_full_width_digits_and_hyphens_are_read() -> None:
    assert parse_municipality_code("１３２２８－４") == "132284"


@pytest.mark.parametrize("digit", "012356789")
def test_every_wrong_check_digit_is_refused(digit: str) -> None:
    with pytest.raises(ValueError, match="検査数字"):
        parse_municipality_code("13228" + digit)


@pytest.mark.parametrize("text", ["13228", "1322845", "", "一三二二八四", "13228x", "000000"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="団体コード"):
        parse_municipality_code(text)
