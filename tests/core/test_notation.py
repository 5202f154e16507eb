"""Reading a cell: quantity, state or reason for neither; its words never change the text of the city."""

from __future__ import annotations

import timeit
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.notation import find_standing, is_state, parse_reading
from shirube.core.reading import Missing, Reading, Standing


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Missing.NOT_ENTERED),
        ("　", Missing.NOT_ENTERED),
        ("-", Missing.UNSTATED),
        ("－", Missing.UNSTATED),
        ("―", Missing.UNSTATED),
        ("−", Missing.UNSTATED),
        ("ー", Missing.UNSTATED),
        ("－人", Missing.UNSTATED),
        ("-%", Missing.UNSTATED),
        ("※", Missing.UNSTATED),
        ("※2", Missing.UNSTATED),
        ("なし", Missing.UNSTATED),
        ("…", Missing.UNPUBLISHED),
        ("未公表", Missing.UNPUBLISHED),
        ("x", Missing.WITHHELD),
        ("設定なし", Missing.NO_TARGET),
        ("（未確定）", Missing.UNCONFIRMED),
        ("-(未確定)", Missing.UNCONFIRMED),
        ("判定なし", Missing.NOT_ASSESSABLE),
        ("評価せず", Missing.NOT_ASSESSABLE),
        ("調査なし", Missing.NOT_SURVEYED),
        ("―(調査なし)", Missing.NOT_SURVEYED),
        ("中止(悪天候)", Missing.STOPPED),
        ("集計中(9月公表)", Missing.TABULATING),
        ("〃", Missing.SAME_AS_ABOVE),
        ("同上", Missing.SAME_AS_ABOVE),
        ("49校1分校", Missing.SEVERAL),
        ("令和7年度", Missing.UNREADABLE),
        ("#DIV/0!", Missing.UNREADABLE),
        ("100, 200", Missing.UNREADABLE),
    ],
)
def test_every_way_of_having_no_figure_keeps_its_reason_and_its_text(text: str, reason: Missing) -> None:
    reading = parse_reading(text)

    assert (reading.missing, reading.quantity, reading.text) == (reason, None, text)


@pytest.mark.parametrize("text", ["▲", "△", "×", "◎", "●", "A", "S"])
def test_a_lone_mark_is_no_figure_whatever_it_means_in_its_column(text: str) -> None:
    assert parse_reading(text).missing is Missing.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "検討",
        "実施",
        "設置",
        "回避",
        "黒字",
        "毎年度単年度収支の均衡",
        "令和7年度策定",
        "R7に設置",
        "平成17年度黒字、平成18年度赤字解消",
        "設置済",
        "検討中",
        "全員取得",
        "供用開始",
        "現状維持",
        "増加",
    ],
)
def test_a_target_in_words_is_a_state(text: str) -> None:
    assert parse_reading(text) == Reading(state=text, text=text)


@pytest.mark.parametrize(
    ("text", "state"),
    [("策定済（H30）", "策定済"), ("見直し（R7）", "見直し"), ("設置(令和7年度末)", "設置")],
)
def test_a_year_behind_a_state_says_when_it_was_so(text: str, state: str) -> None:
    assert parse_reading(text) == Reading(state=state, text=text)


@pytest.mark.parametrize("text", ["策定済(3件)", "小学校（R7）", "（R7）", "検討（R7から）"])
def test_other_words_with_brackets_stay_unread(text: str) -> None:
    assert parse_reading(text).missing is Missing.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "3件の検討",
        "周知の方法",
        "実施について、関係課と協議のうえ順次進めることとし、次年度に向けて準備を行うための検討",
        "",
    ],
)
def test_a_sentence_or_a_figure_is_no_state(text: str) -> None:
    assert not is_state(text)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("7,077(速報値)", Standing.PROVISIONAL),
        ("1,234(未確定)", Standing.PROVISIONAL),
        ("25,246(見込)", Standing.EXPECTED),
        ("25,246(H25見込み)", Standing.EXPECTED),
        ("20,000(目標)", Standing.EXPECTED),
        ("見込25人", Standing.EXPECTED),
        ("100人(確定値)", Standing.FINAL),
        ("100人(遡及)", Standing.RESTATED),
        ("100人(目標を大きく上回る)", Standing.UNSTATED),
        ("100人", Standing.UNSTATED),
    ],
)
def test_the_words_beside_a_figure_say_how_final_it_is(text: str, standing: Standing) -> None:
    assert parse_reading(text).standing is standing


def test_the_day_of_a_figure_is_kept() -> None:
    assert parse_reading("1,920戸(R3.8.31)").as_of == date(2021, 8, 31)
    assert parse_reading("1,920戸(R3.8)").as_of is None


def test_a_note_sign_is_kept_for_the_note_below_the_table() -> None:
    reading = parse_reading("25人※1")

    assert reading.quantity is not None
    assert (reading.quantity.value, reading.note, reading.text) == (Decimal(25), "※1", "25人※1")


def test_of_several_figures_the_one_called_total_counts() -> None:
    reading = parse_reading("男女計:8.5% 男性:12.9% 女性:2.8%")

    assert reading.quantity is not None
    assert reading.quantity.value == Decimal("8.5")


def test_standing_words_are_found_alone_as_well() -> None:
    assert find_standing("見込") is Standing.EXPECTED
    assert find_standing("前年度比5人増") is Standing.UNSTATED


@given(st.text(max_size=120) | st.text("0123456789,.億万%人年以上~()▲・※なし見込-、:", max_size=30))
def test_any_cell_is_read_without_failing_and_its_text_is_kept(text: str) -> None:
    reading = parse_reading(text)

    assert reading.text == text
    assert reading.render() == text


@given(st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?(人|件|%)?", fullmatch=True))
def test_full_width_cells_say_the_same_as_half_width_ones(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789,.%", "０１２３４５６７８９，．％"))
    narrow_reading, wide_reading = parse_reading(text), parse_reading(wide)

    assert narrow_reading.quantity is not None
    assert wide_reading.quantity is not None
    assert narrow_reading.quantity.value == wide_reading.quantity.value
    assert narrow_reading.quantity.unit == wide_reading.quantity.unit


def test_common_cells_are_read_many_times_faster_than_odd_ones() -> None:
    """A guard on the quick way: were it lost, both would take the same time."""

    def seconds(text: str) -> float:
        return min(timeit.repeat(lambda: parse_reading.__wrapped__(text), number=200, repeat=5))

    from shirube.core.notation_quantity import parse_quantity

    def odd() -> None:
        parse_quantity.cache_clear()
        parse_reading.__wrapped__("1,920戸(R3)")

    assert seconds("28,000部") * 4 < min(timeit.repeat(odd, number=200, repeat=5))


@pytest.mark.parametrize(
    "text",
    ["前年度以上", "前年度比増", "現状値以下", "前回調査以上", "県平均を上回る", "国の水準以上を目指す"],
)
def test_a_level_told_by_another_figure_is_understood_and_no_number(text: str) -> None:
    reading = parse_reading(text)

    assert (reading.state, reading.quantity, reading.missing) == (text, None, None)


@pytest.mark.parametrize("text", ["前年度", "県", "県庁以上", "前年度より深める"])
def test_what_names_no_level_is_none(text: str) -> None:
    """The control: the other figure alone, or words that say nothing of more or less."""
    assert not is_state(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("114件 /億台キロ", "114", "件/億台キロ"),
        ("12,942人\n/日", "12942", "人/日"),
        ("5.1%\n平成20年度", "5.1", "%"),
        ("5.6% 平成25年度 (※平成26年1月現在)", "5.6", "%"),
        ("約1,200人 令和元年度", "1200", "人"),
    ],
)
def test_a_unit_or_a_year_in_the_next_line_belongs_to_the_figure(text: str, value: str, unit: str) -> None:
    reading = parse_reading(text)

    assert reading.quantity is not None
    assert (reading.quantity.value, reading.quantity.unit) == (Decimal(value), unit)
    assert (reading.text, reading.quantity.raw) == (text, text)


@pytest.mark.parametrize("text", ["10 /20", "(20) 平成20年度", "平成19年度 平成20年度", "5人 平成20年度 7人"])
def test_several_figures_in_lines_stay_several(text: str) -> None:
    assert parse_reading(text).quantity is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("現状維持(80%)", "80"),
        ("現状値を維持（141か所）", "141"),
        ("現状の80%を維持", "80"),
        ("維持(44%台)", "44"),
    ],
)
def test_the_figure_that_is_to_stay_is_the_goal(text: str, value: str) -> None:
    quantity = parse_reading(text).quantity

    assert quantity is not None and quantity.value == Decimal(value)


@pytest.mark.parametrize("text", ["現状維持（R5）", "現状維持(継続)"])
def test_words_in_its_brackets_are_no_figure(text: str) -> None:
    assert parse_reading(text).quantity is None


def test_letters_set_apart_are_one_word() -> None:
    """累 計 515 人 (う ち 255 人): a cell that was filled to its edges, or text taken from a page."""
    quantity = parse_reading("累 計 515 人 (う ち H28 年 度 255 人)").quantity

    assert quantity is not None and (quantity.value, quantity.unit) == (Decimal(515), "人")
    assert parse_reading("設 置").state == "設置"
    assert parse_reading("調 査 中").missing is parse_reading("調査中").missing
    assert parse_reading("小学校 中学校").quantity is None


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("80.0% H26年健康アンケートより", "80.0", "H26年健康アンケートより"),
        ("88.0% ※H28市民調査", "88.0", "H28市民調査"),
        ("100人 平成30年度統計", "100", "平成30年度統計"),
    ],
)
def test_where_a_figure_is_from_may_stand_behind_it_without_brackets(
    text: str, value: str, remark: str
) -> None:
    quantity = parse_reading(text).quantity

    assert quantity is not None
    assert (str(quantity.value), quantity.remark) == (value, remark)


def test_two_figures_and_a_word_are_not_one_figure() -> None:
    assert parse_reading("80.0% 70.0%市民調査より").quantity is None


def test_a_note_in_words_behind_a_figure_is_no_part_of_it() -> None:
    found = parse_reading("2,211(H26)※調査の時点を変更")

    assert found.quantity is not None and found.quantity.value == Decimal(2211)
    assert found.note == "※調査の時点を変更"
    assert parse_reading("※調査の時点を変更").quantity is None
    assert parse_reading("検討中※12人の予定").quantity is None


@pytest.mark.parametrize(
    ("text", "value"), [("※1 90.0%", "90.0"), ("（※１）1,200人", "1200"), ("※ 78.0%", "78.0")]
)
def test_a_figure_may_stand_behind_the_sign_of_its_note(text: str, value: str) -> None:
    quantity = parse_reading(text).quantity

    assert quantity is not None
    assert str(quantity.value) == value
    assert quantity.raw == text


@pytest.mark.parametrize("text", ["※190.0%", "※1", "※ 3", "※1 調査なし"])
def test_a_sign_that_cannot_be_told_from_the_figure_is_no_figure(text: str) -> None:
    assert parse_reading(text).quantity is None
