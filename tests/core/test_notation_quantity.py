"""One number with its unit in the notations of published tables, and what must not be taken for one."""

from __future__ import annotations

import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.notation_quantity import NotANumberError, fold_cell, parse_plain_quantity, parse_quantity
from shirube.core.quantity import FALLING_WORDS, RISING_WORDS, Qualifier, Quantity

FULL_WIDTH = str.maketrans("0123456789,.%()/-+", "０１２３４５６７８９，．％（）／－＋")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("28,000部", "28000", "部"),
        ("45", "45", ""),
        ("12.3%", "12.3", "%"),
        ("２３．５％", "23.5", "%"),
        ("0.30", "0.30", ""),
        ("12施策", "12", "施策"),
        ("300 人", "300", "人"),
        ("56億2,000万円", "5620000000", "円"),
        ("64億8,137万円", "6481370000", "円"),
        ("10億890万円", "1008900000", "円"),
        ("1万155回", "10155", "回"),
        ("112万9868冊", "1129868", "冊"),
        ("114.5万冊", "1145000", "冊"),
        ("43万7000件", "437000", "件"),
        ("3万5,352トン", "35352", "トン"),
        ("95万9千人", "959000", "人"),
        ("2千万円", "20000000", "円"),
        ("24,079千円", "24079000", "円"),
        ("35.2千t-CO2", "35200", "t-CO2"),
        ("▲2,530", "-2530", ""),
        ("△ 34.6%", "-34.6", "%"),
        ("−5", "-5", ""),
        ("マイナス3.1ポイント", "-3.1", "ポイント"),
        ("+3", "3", ""),
        ("±0人", "0", "人"),
        ("±０．０％", "0.0", "%"),
        ("1, 088戸", "1088", "戸"),
        ("1，088戸", "1088", "戸"),
        ("1,234㎡", "1234", "㎡"),
        ("1,234m2", "1234", "㎡"),
        ("100 ㌶", "100", "ヘクタール"),
        ("5㎞", "5", "km"),
        ("20㌘", "20", "グラム"),
        ("12・5%", "12.5", "%"),
        ("13,300頭/年", "13300", "頭/年"),
        ("3,200,000/年間", "3200000", "/年"),
        ("年156回", "156", "回/年"),
        ("月1回", "1", "回/月"),
        ("1日当たり67分", "67", "分/日"),
        ("1人1日当たり980g", "980", "g/人・日"),
        ("2時間30分", "150", "分"),
        ("1日当たり 2時間30分", "150", "分/日"),
        ("2時間半", "150", "分"),
        ("150台", "150", "台"),
        ("5.2人/台", "5.2", "人/台"),
        ("2,268か所", "2268", "か所"),
        ("30万人泊", "300000", "人泊"),
        ("(10,000)", "10000", ""),
        ("49校", "49", "校"),
    ],
)
def test_a_number_is_read_in_any_notation(text: str, value: str, unit: str) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.unit, quantity.raw) == (Decimal(value), unit, text)


def test_decimals_stay_as_many_as_the_table_printed() -> None:
    assert str(parse_quantity("74.80").value) == "74.80"
    assert str(parse_quantity("1.0").value) == "1.0"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("80%以上", Qualifier.AT_LEAST),
        ("14.5%未満", Qualifier.LESS_THAN),
        ("15%以下", Qualifier.AT_MOST),
        ("3,000人超", Qualifier.MORE_THAN),
        ("30%程度", Qualifier.ABOUT),
        ("100人強", Qualifier.ABOUT),
        ("約100人", Qualifier.ROUGHLY),
        ("延べ300人", Qualifier.TOTAL),
        ("100人以上を維持", Qualifier.AT_LEAST),
        ("8%に抑える", Qualifier.AT_MOST),
        ("44%を維持", Qualifier.EXACT),
        ("48.2を維持", Qualifier.EXACT),
    ],
)
def test_words_beside_the_number_say_how_it_is_meant(text: str, qualifier: Qualifier) -> None:
    assert parse_quantity(text).qualifier is qualifier


@pytest.mark.parametrize(
    ("text", "low", "high", "open_end"),
    [
        ("40%以上、60%以下", "40", "60", False),
        ("40%以上,60%以下", "40", "60", False),
        ("40%~60%", "40", "60", False),
        ("40～60%", "40", "60", False),
        ("20人以上30人未満", "20", "30", True),
        ("10-20人", "10", "20", False),
        ("2025年までに40%以上、60%以下", "40", "60", False),
        ("15%台", "15", "16", True),
        ("44%台", "44", "45", True),
        ("90%台半ば", "90", "100", True),
        ("1,000人台", "1000", "2000", True),
        ("0.3%台", "0.3", "0.4", True),
        ("15%台の維持", "15", "16", True),
        # A word that multiplies is said once for both ends, unless the lower one is more without it.
        ("45～50億円", "4500000000", "5000000000", False),
        ("1～2万人", "10000", "20000", False),
        ("9,000～1万人", "9000", "10000", False),
        ("45億～50億円", "4500000000", "5000000000", False),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, open_end: bool) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.to, quantity.open_end) == (Decimal(low), Decimal(high), open_end)


@pytest.mark.parametrize("text", ["→ 94.0%", "⇒94.0%"])
def test_an_arrow_before_a_figure_leads_on_from_the_cell_before(text: str) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.unit, quantity.remark) == (Decimal("94.0"), "%", "")


def test_a_band_to_stay_below_keeps_its_words_and_has_no_lower_end() -> None:
    quantity = parse_quantity("15%台に抑える")

    assert (quantity.qualifier, quantity.remark, quantity.raw) == (
        Qualifier.AT_MOST,
        "台に抑える",
        "15%台に抑える",
    )


@pytest.mark.parametrize(
    ("text", "part", "whole", "unit"),
    [
        ("98/99校園", 98, 99, "校園"),
        ("1, 088戸/6, 860戸", 1088, 6860, "戸"),
        ("79局中75局", 75, 79, "局"),
        ("45/60", 45, 60, ""),
    ],
)
def test_a_share_of_counts_keeps_both(text: str, part: int, whole: int, unit: str) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.of, quantity.unit) == (Decimal(part), Decimal(whole), unit)


@pytest.mark.parametrize(
    ("text", "value", "change", "signed"),
    [
        ("16%削減", "16", "削減", "-16"),
        ("20.1%削減", "20.1", "削減", "-20.1"),
        ("6.1%減額", "6.1", "減額", "-6.1"),
        ("20%増", "20", "増", "20"),
        ("23.5ポイント増", "23.5", "増", "23.5"),
        ("5人増加", "5", "増加", "5"),
        ("16%を削減", "16", "削減", "-16"),
        ("10%に削減", "10", "", "10"),
    ],
)
def test_a_word_may_carry_the_sign(text: str, value: str, change: str, signed: str) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.change) == (Decimal(value), change)
    assert quantity.signed == Decimal(signed)


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("1,920戸(R3.8.31)", "1920", "R3.8.31"),
        ("15,000人(H33(R3))", "15000", "H33(R3)"),
        ("1.71(△0.20)", "1.71", "△0.20"),
        ("263 戸(100%)", "263", "100%"),
        ("5,163 [H27~28累計]", "5163", "H27~28累計"),
        ("13.8%(制度改正による数値:14.8%)", "13.8", "制度改正による数値:14.8%"),
        ("25,246（見込）", "25246", "見込"),
        ("10人(見込み)※2", "10", "見込み、※2"),
        ("6年で16%削減", "16", "6年で"),
        ("令和7年度までに100人", "100", "令和7年度までに"),
        ("累計1,250件", "1250", "累計"),
        ("見込25人", "25", "見込"),
        ("25人①", "25", "※1"),
        ("235件 ↑", "235", "↑"),
        ("46.2%⇩", "46.2", "⇩"),
        ("25人²", "25", "※2"),
        ("80.0 (H22: 100)", "80.0", "H22: 100"),
    ],
)
def test_words_around_the_number_are_kept_apart_from_it(text: str, value: str, remark: str) -> None:
    quantity = parse_quantity(text)

    assert (quantity.value, quantity.remark) == (Decimal(value), remark)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "▲",
        "△",
        "±",
        "±5人",
        "±0.5%",
        "-",
        "A",
        "◎",
        "x",
        "27年度",
        "2025年",
        "令和7年度",
        "H28.3",
        "3月",
        "4~9月",
        "4/1",
        "12/31",
        "2023/2024",
        "10時30分",
        "1,08戸",
        "12,34",
        "1.2.3",
        "100, 200",
        "100, 200人",
        "10⁶",
        "5½",
        "49校1分校",
        "144・4,055",
        "5-10",
        "100 200",
        "12\n800",
        "40以上20以下",
        "5/0",
        "40%以上60人以下",
        "2万3億円",
        "1.5億2.5万円",
        "3件のうち2件",
        "参加者25人",
        "20の事業を行う",
        "第3回です",
        "H27",
        "5,",
        "人",
        "百",
        "5人件実施増員中",
    ],
)
def test_what_is_not_one_number_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="数値として読み取れません"):
        parse_quantity(text)


def test_the_quick_way_leaves_every_doubtful_cell_to_the_full_grammar() -> None:
    doubtful = [
        "5万",
        "5年",
        "5月",
        "5割増",
        "5以上",
        "5人増",
        "5時",
        "▲5",
        "5台半ば",
        "１人",
        "5号",
        "5件実施",
        "5人以下",
        " 5人",
    ]

    assert [text for text in doubtful if parse_plain_quantity(text)] == []


quantities = st.builds(
    Quantity,
    value=st.decimals(0, 10**9, places=2) | st.integers(0, 10**12).map(Decimal),
    unit=st.sampled_from(["", "人", "%", "か所", "㎡", "件/年", "t-CO2", "ポイント", "g/人・日"]),
)


@given(quantities, st.sampled_from(list(Qualifier)))
def test_what_was_printed_is_read_back_with_the_same_meaning(
    quantity: Quantity, qualifier: Qualifier
) -> None:
    printed = Quantity(quantity.value, quantity.unit, qualifier)

    again = parse_quantity(printed.render_plain())

    assert (again.value, again.unit, again.qualifier) == (printed.value, printed.unit, qualifier)


@given(quantities, st.sampled_from(sorted(FALLING_WORDS | RISING_WORDS)))
def test_a_change_is_read_back_with_its_sign(quantity: Quantity, word: str) -> None:
    printed = Quantity(quantity.value, "%", change=word)

    assert parse_quantity(printed.render_plain()).signed == printed.signed


@given(quantities, st.decimals(0, 1000, places=1), st.booleans())
def test_a_range_is_read_back_with_both_ends(quantity: Quantity, width: Decimal, open_end: bool) -> None:
    printed = Quantity(
        quantity.value, quantity.unit, to=quantity.value + width, open_end=open_end and width > 0
    )

    again = parse_quantity(printed.render_plain())

    assert (again.value, again.to, again.open_end) == (printed.value, printed.to, printed.open_end)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["", "人", "%", "部"]),
    st.sampled_from(["▲", "△", "-", "−", "－"]),
)
def test_full_width_and_half_width_say_the_same(number: int, unit: str, minus: str) -> None:
    text = f"{minus if number < 0 else ''}{abs(number):,}{unit}"
    narrow, wide = parse_quantity(text), parse_quantity(text.translate(FULL_WIDTH))

    assert (narrow.value, narrow.unit) == (wide.value, wide.unit) == (Decimal(number), unit)
    assert wide.raw == text.translate(FULL_WIDTH)


@given(st.text(max_size=100) | st.text("0123456789,.億万千%人年月以上~()▲/・ ※①", max_size=30))
def test_any_text_gives_a_number_or_the_one_error(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except ValueError as error:
        assert text in str(error)
    else:
        assert quantity.raw == text
        assert any(unicodedata.digit(character, None) is not None for character in text)


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [("16年度 68万人", 680000, "16年度"), ("28年度までに100件", 100, "28年度までに")],
)
def test_a_year_without_era_before_a_figure_is_a_remark(text: str, value: int, remark: str) -> None:
    quantity = parse_quantity(text)

    assert (int(quantity.value), quantity.remark) == (value, remark)


@pytest.mark.parametrize("text", ["16年度68万人", "16年度"])
def test_a_year_that_nothing_sets_apart_is_no_part_of_a_figure(text: str) -> None:
    with pytest.raises(NotANumberError):
        parse_quantity(text)


def test_a_cell_full_of_numbered_signs_takes_no_time() -> None:
    begun = time.process_time()

    assert len(fold_cell("①" * 200_000)) > 199_000
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("text", ["5O", "12O人", "10Ｏ", "5o", "3I件"])
def test_a_letter_typed_for_a_digit_is_no_unit(text: str) -> None:
    with pytest.raises(ValueError):
        parse_quantity(text)
