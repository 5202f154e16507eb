"""Fiscal years in every notation, and those whose era only the table around them tells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.fiscal_year import (
    FiscalYear,
    YearStyle,
    compute_fiscal_year,
    find_fiscal_years,
    fold_width,
    parse_fiscal_period,
    parse_fiscal_year,
)

R7 = FiscalYear(2025)


@pytest.mark.parametrize(("day", "start"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_the_fiscal_year_begins_in_april(day: date, start: int) -> None:
    assert compute_fiscal_year(day) == FiscalYear(start)


@pytest.mark.parametrize(
    "text",
    [
        "R7",
        "令7",
        "令和7",
        "令和７年度",
        "R 7",
        "2025年度",
        "2025",
        "㋿7",
        "FY2025",
        "Ｒ７年度",
        "令和7(2025)年度",
        "2025(R7)",
        "平成37年度",
        "令和7年10月",
        "R7.10",
        "R8.3",
        "令和8年3月末",
        "2026年3月",
        "2026-03-31",
        "2026/3/31",
        "R8.3.31",
        "2025.4.1",
        "令和7年 4月 1日~令和8年 3月31日",
        "R7年度末",
        "H37(R7)",
        "①R7",
        "②令和7年度",
        "⑩2025年度",
        "R.7",
        "Ｒ.７年度",
        "R.7.4.1",
    ],
)
def test_one_fiscal_year_in_many_notations(text: str) -> None:
    assert parse_fiscal_year(text) == R7


def test_the_year_of_two_eras_is_one_year() -> None:
    assert parse_fiscal_year("平成31年度") == parse_fiscal_year("令和元年度") == FiscalYear(2019)


@pytest.mark.parametrize(
    "text", ["", "18", "27年度", "3年間", "R7～R8", "目標値", "PR7", "H.264", "10,2025", "12.2025人"]
)
def test_no_year_or_several_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="年度を一つに"):
        parse_fiscal_year(text)


@pytest.mark.parametrize(
    ("text", "context", "start"),
    [
        ("18", 2006, 2006),
        ("27年度", 2015, 2015),
        ("21 年", 2011, 2009),
        ("元年度", 2020, 2019),
        ("元年度", 1990, 1989),
        ("7年度", 2024, 2025),
        ("7年度", 1996, 1995),
        ("63", 1990, 1988),
    ],
)
def test_a_bare_year_lies_in_the_era_nearest_to_the_table(text: str, context: int, start: int) -> None:
    assert parse_fiscal_year(text, FiscalYear(context)) == FiscalYear(start)


@pytest.mark.parametrize(
    "text", ["6年で16%削減", "3年間", "2年目", "第3次5年計画", "10年後", "5か年", "3歳児"]
)
def test_a_span_of_years_is_no_year(text: str) -> None:
    assert list(find_fiscal_years(text, FiscalYear(2015))) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("平成16~18年度", 2004, 2006),
        ("H11~15平均", 1999, 2003),
        ("R5～R8", 2023, 2026),
        ("令和5年度から令和8年度まで", 2023, 2026),
        ("R5~8年度", 2023, 2026),
        ("H27~28累計", 2015, 2016),
        ("2009~14年", 2009, 2014),
        ("2009年～14年度", 2009, 2014),
        ("平成16・17年度", 2004, 2005),
        ("令和5年度", 2023, 2023),
        ("平成25年度以降", 2013, None),
        ("令和5年度～", 2023, None),
    ],
)
def test_a_period_has_a_first_and_a_last_year(text: str, first: int, last: int | None) -> None:
    start, end = parse_fiscal_period(text)

    assert (start.start, end and end.start) == (first, last)


@pytest.mark.parametrize(
    ("text", "years"),
    [("2009~14年間", [2009]), ("2015~12年", [2015]), ("2009~14", [2009])],
)
def test_two_digits_behind_a_western_year_are_one_only_before_nen(text: str, years: list[int]) -> None:
    """Otherwise 14年 would be of the era that lies nearest: 令和14年."""
    assert [mention.year.start for mention in find_fiscal_years(text, FiscalYear(2019))] == years


@pytest.mark.parametrize("text", ["R8～R5", "計画期間", "R5 R6 R7"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="期間を"):
        parse_fiscal_period(text)


def test_a_bare_period_needs_the_year_of_its_table() -> None:
    assert parse_fiscal_period("18年度から20年度", FiscalYear(2008)) == (FiscalYear(2006), FiscalYear(2008))
    assert parse_fiscal_period("27年度～29年度", FiscalYear(2016)) == (FiscalYear(2015), FiscalYear(2017))
    assert parse_fiscal_period("30年度～2年度", FiscalYear(2019)) == (FiscalYear(2018), FiscalYear(2020))
    with pytest.raises(ValueError, match="期間"):
        parse_fiscal_period("～29年度", FiscalYear(2016))
    with pytest.raises(ValueError, match="期間を"):
        parse_fiscal_period("18年度から20年度")


@given(st.integers(1868, 2200), st.sampled_from(YearStyle))
def test_every_year_is_read_as_it_was_printed(start: int, style: YearStyle) -> None:
    year = FiscalYear(start)
    if style is YearStyle.WESTERN and not 1900 <= start <= 2099:
        return
    if style is not YearStyle.WESTERN and start >= 2118:  # 令和100年度: beyond any plan
        return

    assert parse_fiscal_year(year.render(style)) == year


@given(st.text(max_size=60), st.none() | st.integers(1950, 2050).map(FiscalYear))
def test_any_text_is_searched_without_failing(text: str, context: FiscalYear | None) -> None:
    mentions = list(find_fiscal_years(text, context))

    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    assert all(mention.start < mention.end for mention in mentions)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("H23-27実績額", [2011, 2015]),
        ("平成27－28年度", [2015, 2016]),
        ("R元-6年度", [2019, 2024]),
        ("H28-1実績", [2016]),  # a number of a document, no period
        ("R3-2", [2021]),
    ],
)
def test_a_hyphen_joins_years_only_where_it_can_mean_a_period(text: str, years: list[int]) -> None:
    assert [mention.year.start for mention in find_fiscal_years(text)] == years


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("令和六年度", 2024),
        ("令和十年度目標", 2028),
        ("平成三十一年度", 2019),
        ("平成二九年度", 2017),
        ("昭和六十三年", 1988),
        ("令和七年三月三十一日", 2024),
        ("令和七年四月一日現在", 2025),
    ],
)
def test_years_in_kanji_are_read_as_those_in_digits(text: str, start: int) -> None:
    (mention,) = find_fiscal_years(text)

    assert mention.year.start == start


@pytest.mark.parametrize("text", ["令和の一年間", "三年間の合計", "令和時代", "平成一期生", "十年前"])
def test_other_numbers_in_kanji_are_no_years(text: str) -> None:
    assert list(find_fiscal_years(text)) == []
    assert fold_width(text) == text


def test_the_plan_of_a_year_names_it_and_a_plan_of_years_does_not() -> None:
    context = FiscalYear(2012)

    (mention,) = find_fiscal_years("25年度計画", context)
    assert (mention.year, mention.end) == (FiscalYear(2013), 4)
    assert list(find_fiscal_years("5年計画", context)) == []
    assert list(find_fiscal_years("10年 計画", context)) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("平成二十三年度", "平成23年度"),
        ("平成十年五月", "平成10年5月"),
        ("令和三年十月一日", "令和3年10月1日"),
        ("令和三年十二月二十五日", "令和3年12月25日"),
        ("昭和三一年", "昭和31年"),
        ("令和元年", "令和元年"),
    ],
)
def test_dates_in_kanji_become_dates_in_digits(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [("①26年度", "1 26年度"), ("③12件", "3 12件"), ("①目標値", "1目標値"), ("実績②", "実績2")],
)
def test_what_counts_is_no_digit_of_the_number_behind_it(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@pytest.mark.parametrize(("text", "folded"), [("10‑20人", "10-20人"), ("10～20人", "10~20人")])
def test_dashes_that_look_alike_are_one(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2014～16年度の実績", [(2014, 0, 4), (2016, 5, 9)]),
        ("2014～14年度", [(2014, 0, 4)]),
        # A month stands behind the first year: the number behind the dash is none of its century.
        ("2014年4月～16年度", [(2014, 0, 7)]),
        ("R元-2年度", [(2019, 0, 2), (2020, 3, 6)]),
        ("R元-1年度", [(2019, 0, 2)]),
        ("H28-28実績", [(2016, 0, 3)]),
    ],
)
def test_the_second_year_of_a_period_is_later_than_the_first(
    text: str, years: list[tuple[int, int, int]]
) -> None:
    mentions = list(find_fiscal_years(text))

    assert [(one.year.start, one.start, one.end) for one in mentions] == years
    assert len({one.style for one in mentions}) == 1
