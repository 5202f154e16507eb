"""Painted characters become the text that was typed."""

from __future__ import annotations

import pytest

from shirube.readers.pdf_text import (
    Character,
    Line,
    is_upright,
    join_lines,
    make_characters,
    make_lines,
    measure_unit,
    read_upright,
    turn_straight,
)


def paint(
    text: str, *, left: float = 0, top: float = 0, size: float = 10, step: float = 10
) -> list[Character]:
    return [
        Character(one, left + number * step, top, left + number * step + size, top + size, size)
        for number, one in enumerate(text)
    ]


def test_a_full_line_runs_on_and_a_short_one_was_ended_by_a_person() -> None:
    full = make_lines([*paint("参加者の増加に努"), *paint("めた。", top=12)])
    short = make_lines([*paint("課題：周知"), *paint("次年度：継続する", top=12)])

    assert join_lines(full, -2, 82) == "参加者の増加に努めた。"
    assert join_lines(short, -2, 82) == "課題：周知\n次年度：継続する"


def test_vertical_writing_in_a_narrow_cell_is_one_word() -> None:
    painted = [one for number, char in enumerate("創業支援") for one in paint(char, top=number * 12)]

    assert join_lines(make_lines(painted), -2, 12) == "創業支援"


@pytest.mark.parametrize(("upper", "lower"), [("42.0", "41.2"), ("1,300", "1,285")])
def test_two_figures_below_one_another_make_no_third(upper: str, lower: str) -> None:
    lines = make_lines([*paint(upper), *paint(lower, top=12)])

    assert join_lines(lines, -2, 10 * len(upper) + 2) == f"{upper}\n{lower}"


def test_whole_figures_below_one_another_are_left_to_a_person() -> None:
    lines = [
        Line(text, 0, 12.0 * row, 20, 12.0 * row + 10, 10) for row, text in enumerate(("192", "262", "70"))
    ]
    parts = [
        Line(text, 0, 12.0 * row, 18, 12.0 * row + 10, 10) for row, text in enumerate(("22,", "58", "2"))
    ]

    assert join_lines(lines, -3, 23) == "192\n262\n70"
    assert join_lines(parts, -3, 23) == "22,582"


def test_a_figure_that_a_narrow_cell_divides_is_one() -> None:
    lines = make_lines([*paint("1,234,"), *paint("567", top=12)])

    assert join_lines(lines, -2, 62) == "1,234,567"


def paint_upright(*columns: str, step: float = 10, apart: float = 14) -> list[Character]:
    return [
        one
        for number, text in enumerate(columns)
        for row, char in enumerate(text)
        for one in paint(char, left=100 - number * apart, top=row * step)
    ]


def test_columns_written_from_top_to_bottom_are_read_from_right_to_left() -> None:
    assert read_upright(paint_upright("子育て支援の", "充実")) == "子育て支援の充実"
    assert (
        read_upright(paint_upright("安心で快適な", "まちの基盤の", "整備")) == "安心で快適なまちの基盤の整備"
    )


def test_lines_of_a_narrow_cell_are_no_columns() -> None:
    painted = [*paint("子育"), *paint("て支", top=13), *paint("援の", top=26), *paint("充実", top=39)]

    assert read_upright(painted) == ""
    assert read_upright(paint_upright("子育て支援の充実")) == ""
    assert read_upright(paint_upright("子育て支援", "の充実", step=14, apart=10)) == ""


@pytest.mark.parametrize("text", ["基本目標1", "しごとをつくる", "目標を持つ10年"])
def test_a_character_in_each_line_is_a_word_written_upright(text: str) -> None:
    assert is_upright(list(text))


@pytest.mark.parametrize("text", ["H28実績", "基準値(H26)", "R6目標"])
def test_years_and_words_one_below_the_other_are_a_word_too(text: str) -> None:
    assert is_upright(list(text))


@pytest.mark.parametrize("text", ["H28実績", "図書館の貸出冊数", "第2期計画"])
def test_a_word_spread_over_its_cell_has_no_spaces(text: str) -> None:
    painted: list[Character] = []
    for one in text:
        left = painted[-1].right + 15 if painted else 0.0
        painted.append(Character(one, left, 0, left + (5 if one.isascii() else 10), 10, 10))

    assert make_lines(painted)[0].text == text


@pytest.mark.parametrize("text", ["1234", "○△○×", "ABCA"])
def test_figures_and_marks_side_by_side_stay_apart(text: str) -> None:
    painted = [Character(one, 30.0 * place, 0, 30 * place + 10, 10, 10) for place, one in enumerate(text)]

    assert make_lines(painted)[0].text == " ".join(text)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_turned_heading_is_read_along_its_line(turn: int) -> None:
    upwards = [
        Character(one, 20, 90 - 10 * place, 30, 100 - 10 * place, 10, None, turn)
        for place, one in enumerate("令和6年度")
    ] + [
        Character(one, 35, 90 - 10 * place, 45, 100 - 10 * place, 10, None, turn)
        for place, one in enumerate("目標")
    ]
    if turn < 0:
        upwards = [
            Character(
                one.text, 65 - one.right, 150 - one.bottom, 65 - one.left, 150 - one.top, 10, None, turn
            )
            for one in upwards
        ]

    straight, left, right = turn_straight(upwards, 15, 40, 50, 110)

    assert [line.text for line in make_lines(straight)] == ["令和6年度", "目標"]
    assert right - left == 70


def test_a_turned_letter_among_others_turns_no_cell() -> None:
    characters = [*paint("目標値"), Character("ー", 40, 0, 50, 10, 10, None, 1)]

    assert turn_straight(characters, 0, 0, 60, 12) == (characters, 0, 60)


@pytest.mark.parametrize("text", ["ABA", "○△○", "123", "済済未", "目標"])
def test_a_mark_for_each_of_several_lines_stays_on_its_line(text: str) -> None:
    assert not is_upright(list(text))


@pytest.mark.parametrize(("step", "text"), [(10, "目標値"), (12, "目標値"), (30, "目 標 値")])
def test_letter_spacing_is_no_space_but_a_wide_gap_is(step: float, text: str) -> None:
    assert make_lines(paint("目標値", step=step))[0].text == text


def test_a_character_painted_twice_to_look_bold_counts_once() -> None:
    once = {"text": "目", "x0": 0.0, "top": 0.0, "x1": 10.0, "bottom": 10.0, "size": 10.0}

    assert len(make_characters([once, once | {"x0": 0.2}])) == 1
    assert len(make_characters([once, once | {"x0": 10.0}])) == 2


def test_unknown_and_lookalike_characters_are_put_right() -> None:
    base = {"x0": 0.0, "top": 0.0, "x1": 10.0, "bottom": 10.0, "size": 10.0}

    found = make_characters([base | {"text": "(cid:77)"}, base | {"text": "\u2f08", "x0": 20.0}])

    assert [one.text for one in found] == ["〓", "人"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ナーを", 2.0),
        ("減った。", 2.0),
        ("（令和", 2.0),
        ("た。」と", 3.0),
        ("kWh当たり", 1.65),
        ("1,200人", 2.75),
        ("性:29.5%", 4.3),
        ("人/日 目標値", 2.55),
    ],
)
def test_what_begins_a_line_is_divided_where_a_printer_may_divide_it(text: str, width: float) -> None:
    assert measure_unit(text) == pytest.approx(width)
