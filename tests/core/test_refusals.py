"""What values and small rules refuse, to the letter: a programmer finds the mistake by these words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shirube.core.finding import Finding, Level
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Decision, Fact, Indicator, Target
from shirube.core.lockout import FIRST_DELAY, compute_delay, render_wait
from shirube.core.municipality_code import compute_check_digit, parse_municipality_code
from shirube.core.plan import Node, Plan
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.roles import (
    PERMISSIONS,
    Holding,
    NotAllowed,
    Reach,
    find_reach,
    is_allowed,
    require,
)
from shirube.core.roles import (
    Role as Post,
)
from shirube.core.workflow import MoveRefused, check_separation
from tests.builders import build_indicator, reading, year

R5, R6 = year("R5"), year("R6")
ONE = reading(1)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: Finding(level=next(iter(Level)), code="", message="x"),
            "a finding needs a code and a message",
        ),
        (
            lambda: Finding(level=next(iter(Level)), code="x", message=""),
            "a finding needs a code and a message",
        ),
        (
            lambda: Form((Column(Role.NOTE, ("a",)), Column(Role.NOTE, ("a", "b")))),
            "all columns of a form need the same number of heading rows",
        ),
        (lambda: Decision(R5, "A", " "), "a decided grade needs its reason"),
        (
            lambda: Fact(R5, " ", "はい"),
            "a fact is an answer to a question: where nobody has answered, leave it out",
        ),
        (
            lambda: Fact(R5, "予定どおりか", ""),
            "a fact is an answer to a question: where nobody has answered, leave it out",
        ),
        (lambda: Indicator(key=""), "an indicator needs a key that is unique within its plan"),
        (
            lambda: Indicator(key="1", targets=(Target(R5, ONE), Target(R5, ONE))),
            "the years of an indicator must each occur once, in ascending order",
        ),
        (
            lambda: Indicator(key="1", targets=(Target(R6, ONE), Target(R5, ONE))),
            "the years of an indicator must each occur once, in ascending order",
        ),
        (
            lambda: Indicator(key="1", facts=(Fact(R5, "問", "はい"), Fact(R5, "問", "いいえ"))),
            "a question has one answer a year, and years ascend",
        ),
        (
            lambda: Indicator(key="1", facts=(Fact(R6, "問", "はい"), Fact(R5, "問", "はい"))),
            "a question has one answer a year, and years ascend",
        ),
        (
            lambda: Plan(nodes=(Node(name="", indicators=(build_indicator("1"), build_indicator("1"))),)),
            "the keys of a plan's indicators must be unique",
        ),
        (Reading, "a reading is a quantity, a state or a reason for missing: exactly one of them"),
        (
            lambda: Reading(state="設置", missing=Missing.UNSTATED),
            "a reading is a quantity, a state or a reason for missing: exactly one of them",
        ),
        (lambda: Quantity(Decimal(1), of=Decimal(0)), "a share needs a whole other than zero"),
        (lambda: Quantity(Decimal(1), of=Decimal("NaN")), "a share needs a whole other than zero"),
        (lambda: Quantity(Decimal(2), to=Decimal(1)), "a range needs an upper end not below its lower end"),
        (
            lambda: Quantity(Decimal(2), to=Decimal("Infinity")),
            "a range needs an upper end not below its lower end",
        ),
        (lambda: Quantity(Decimal(2), open_end=True), "an open end needs a range that is not empty"),
        (
            lambda: Quantity(Decimal(2), to=Decimal(2), open_end=True),
            "an open end needs a range that is not empty",
        ),
    ],
)
def test_a_value_that_would_be_nonsense_is_refused_with_the_reason(
    make: Callable[[], Any], words: str
) -> None:
    with pytest.raises(ValueError) as refused:
        make()

    assert str(refused.value) == words


def test_values_at_the_edge_of_nonsense_are_taken() -> None:
    assert Quantity(Decimal(2), to=Decimal(2)).to == 2
    assert Quantity(Decimal(1), of=Decimal(-1)).of == -1
    assert Indicator(key="1", targets=(Target(R5, ONE), Target(R6, ONE))).years == (R5, R6)
    assert len(Indicator(key="1", facts=(Fact(R5, "一", "はい"), Fact(R5, "二", "はい"))).facts) == 2
    assert len(Indicator(key="1", facts=(Fact(R5, "一", "はい"), Fact(R6, "一", "はい"))).facts) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("13228", "団体コードは6桁の数字で入力してください（入力された値：「13228」）。"),
        ("一三二二八四", "団体コードは6桁の数字で入力してください（入力された値：「一三二二八四」）。"),
        ("13228x", "団体コードは6桁の数字で入力してください（入力された値：「13228x」）。"),
        ("١٣٢٢٨٤", "団体コードは6桁の数字で入力してください（入力された値：「١٣٢٢٨٤」）。"),
        ("000000", "団体コード「000000」は使えません。"),
        ("132285", "団体コード「132285」は検査数字（6桁目）が合いません。番号をお確かめください。"),
    ],
)
def test_a_wrong_code_of_a_municipality_says_what_is_wrong(code: str, words: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_municipality_code(code)

    assert str(refused.value) == words


def test_spaces_and_hyphens_around_a_code_do_not_matter() -> None:
    assert parse_municipality_code(" 13228-4 ") == "132284"


@pytest.mark.parametrize(
    ("five", "digit"),
    [("13228", "4"), ("00001", "9"), ("00005", "1"), ("00006", "0"), ("00000", "1"), ("10002", "1")],
)
def test_the_check_digit_at_its_edges(five: str, digit: str) -> None:
    # Weights 6, 5, 4, 3, 2: a rest of 0 gives 11 and so 1, a rest of 1 gives 10 and so 0.
    weighted = sum(int(one) * weight for one, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    assert digit == str((11 - weighted % 11) % 10)
    assert compute_check_digit(five) == digit


@pytest.mark.parametrize("five", ["1322", "132284"])
def test_a_check_digit_belongs_to_five_digits(five: str) -> None:
    with pytest.raises(ValueError):
        compute_check_digit(five)


def test_the_wait_doubles_from_the_fourth_failure_on() -> None:
    assert [compute_delay(failures) / FIRST_DELAY for failures in range(3, 9)] == [0, 1, 2, 4, 8, 16]


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(0), "1秒"),
        (timedelta(milliseconds=1001), "2秒"),
        (timedelta(seconds=59), "59秒"),
        (timedelta(seconds=59, milliseconds=1), "1分"),
        (timedelta(seconds=60), "1分"),
        (timedelta(seconds=61), "2分"),
        (timedelta(seconds=3599), "60分"),
        (timedelta(seconds=3600), "1時間"),
        (timedelta(hours=12), "12時間"),
        (timedelta(hours=11, seconds=1), "12時間"),
    ],
)
def test_a_wait_is_rounded_up_so_that_trying_then_succeeds(wait: timedelta, words: str) -> None:
    assert render_wait(wait) == words


def test_whoever_proposes_a_grade_does_not_approve_it() -> None:
    with pytest.raises(MoveRefused) as refused:
        check_separation(proposer=1, approver=1)

    assert str(refused.value) == "決定案を出した本人は承認できません。別の承認者が承認してください。"
    check_separation(proposer=1, approver=2)


def test_a_refusal_names_the_action_and_the_row_of_one_s_own_is_allowed() -> None:
    held = (Holding(Post.RESPONDENT, 7),)

    require(held, "enter_actual", 7)
    with pytest.raises(NotAllowed) as refused:
        require(held, "enter_actual", 8)
    assert str(refused.value) == "「実績を入力する」ことはできません。担当の方にお問い合わせください。"
    with pytest.raises(NotAllowed):
        require(held, "enter_actual")


@pytest.mark.parametrize(
    ("action", "reaches"),
    [
        ("view_plan", {Post.ADMINISTRATOR, Post.PLAN_SECRETARIAT, Post.APPROVER, Post.REVIEWER, Post.VIEWER}),
        ("view_history", {Post.ADMINISTRATOR, Post.PLAN_SECRETARIAT, Post.APPROVER}),
        ("enter_actual", {Post.PLAN_SECRETARIAT}),
        ("approve_grade", {Post.APPROVER}),
        ("manage_people", {Post.ADMINISTRATOR}),
        ("hand_over_post", {Post.ADMINISTRATOR, Post.PLAN_SECRETARIAT}),
    ],
)
def test_who_reaches_every_row(action: str, reaches: set[Post]) -> None:
    assert {post for post in Post if find_reach((Holding(post, 1),), action) is Reach.ALL} == reaches


def test_a_post_without_the_permission_reaches_nothing_and_a_respondent_only_its_own() -> None:
    assert find_reach((Holding(Post.VIEWER, 1),), "enter_actual") is None
    assert find_reach((Holding(Post.RESPONDENT, 1),), "enter_actual") is Reach.OWN
    assert find_reach((), "view_plan") is None
    assert not any(is_allowed((Holding(Post.RESPONDENT, 1),), action, 2) for action in PERMISSIONS)
