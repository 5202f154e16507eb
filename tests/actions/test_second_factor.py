"""One-time codes."""

from __future__ import annotations

import pyotp
import pytest
from cryptography.fernet import InvalidToken
from django.test import override_settings
from django.utils import timezone

from shirube.actions.second_factor import STEP_SECONDS, check_code, make_secret, read_secret
from shirube.store.people import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_the_code_of_this_and_of_the_neighbouring_steps_is_right() -> None:
    now = int(timezone.now().timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(SECRET)

    assert check_code(SECRET, generator.generate_otp(now), 0) in (now, now + 1, now - 1)
    assert check_code(SECRET, generator.generate_otp(now - 5), 0) is None
    assert check_code(SECRET, generator.generate_otp(now + 5), 0) is None


def test_a_step_that_was_used_or_lies_before_it_is_refused() -> None:
    now = int(timezone.now().timestamp()) // STEP_SECONDS

    assert check_code(SECRET, pyotp.TOTP(SECRET).generate_otp(now), now + 1) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert check_code(SECRET, code, 0) is None


def test_the_secret_is_read_only_with_the_key_of_the_server() -> None:
    held, address = make_secret(Person(login="keikaku"))
    person = Person(totp_secret=held)

    assert read_secret(person) in address
    with override_settings(SECRET_KEY="another key"), pytest.raises(InvalidToken):
        read_secret(person)
