"""Which passwords are taken."""

from __future__ import annotations

import pytest
from django.utils import timezone

from shirube.actions.passwords import check_password_rules, normalize_password
from shirube.store.people import Municipality, Person


def build_person(*, totp: bool = False) -> Person:
    return Person(
        municipality=Municipality(code="132284", name="あきる野市"),
        login="tanaka-ichiro",
        name="田中一郎",
        totp_confirmed_at=timezone.now() if totp else None,
    )


@pytest.mark.parametrize(
    "password",
    [
        "おだやかな海辺の図書館へ行く道",
        "correct horse battery",
        "x7#Kq9$mW2@pL5!",
        "🐟🐟🐢と泳ぐ夏の日の海辺で昼寝する",
    ],
)
def test_long_passwords_of_any_letters_are_taken(password: str) -> None:
    assert check_password_rules(password, build_person()) == ""


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("みじかい", "15文字以上"),
        ("x" * 129, "128文字以内"),
        ("aaaaaaaaaaaaaaaa", "推測されやすい"),
        ("abcabcabcabcabcabc", "推測されやすい"),
        ("0123456789:;<=>?@", "推測されやすい"),
        ("password12345678901", "推測されやすい"),
        ("tanaka-ichiro123", "利用者名"),
        ("あきる野市あきる野市あきる野市", "推測"),
        ("shirubeshirube2026", "利用者名"),
    ],
)
def test_what_would_be_tried_first_is_refused_with_the_reason(password: str, words: str) -> None:
    assert words in check_password_rules(password, build_person())


def test_beside_a_second_factor_eight_characters_are_enough() -> None:
    assert check_password_rules("うみべの図書館だ", build_person(totp=True)) == ""
    assert "8文字以上" in check_password_rules("うみべ", build_person(totp=True))
    assert "推測されやすい" in check_password_rules("iloveyou1", build_person(totp=True))


def test_letters_of_any_width_are_the_same_password() -> None:
    assert normalize_password("ＡＢｃ１ｶﾞ") == "ABc1ガ"
