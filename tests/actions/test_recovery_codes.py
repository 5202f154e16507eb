"""Recovery codes: ten, each good once, nothing readable in the database."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pyotp
import pytest

from shirube.actions import accounts
from shirube.actions.accounts import Attempt, LoginRefused, log_in
from shirube.actions.outcome import Refused
from shirube.actions.recovery_codes import NUMBER, count_codes, find_last_use, use_code
from shirube.core.lockout import FREE_FAILURES
from shirube.store.people import Person, RecoveryCode
from shirube.store.records import AuditRecord
from tests.people import Town, build_town

pytestmark = pytest.mark.django_db

PASSWORD = "おだやかな海辺の図書館へ行く道"


@pytest.fixture
def town() -> Town:
    town = build_town()
    town.secretariat.set_password(PASSWORD)
    town.secretariat.save()
    return town


@pytest.fixture
def codes(town: Town) -> tuple[str, ...]:
    return set_up(town.secretariat)


def set_up(person: Person) -> tuple[str, ...]:
    generator = pyotp.parse_uri(accounts.start_totp(by=person))
    assert isinstance(generator, pyotp.TOTP)
    return accounts.confirm_totp(code=generator.now(), by=person)


def enter(code: str) -> Person:
    return log_in(Attempt("keikaku", PASSWORD, totp=code))


def test_ten_codes_are_given_with_the_second_factor_and_each_lets_in_once(
    town: Town, codes: tuple[str, ...]
) -> None:
    assert len(set(codes)) == NUMBER

    assert enter(codes[3]) == town.secretariat

    assert count_codes(town.secretariat) == NUMBER - 1
    assert find_last_use(town.secretariat) is not None
    with pytest.raises(LoginRefused):
        enter(codes[3])
    assert enter(codes[4]) == town.secretariat


def test_a_use_is_in_the_history(town: Town, codes: tuple[str, ...]) -> None:
    enter(codes[0])

    record = AuditRecord.objects.of(town.municipality).get(verb="recovery.used")
    assert record.person_id == town.secretariat.pk
    assert "9個" in record.after
    kept = AuditRecord.objects.of(town.municipality).values_list("before", "after", "reason")
    assert not any(code in text for row in kept for text in row for code in codes)


def test_a_code_may_be_typed_as_people_type(town: Town, codes: tuple[str, ...]) -> None:
    assert enter(f" {codes[0].lower().replace('-', ' ')} ") == town.secretariat
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in codes[1])
    assert enter(wide) == town.secretariat


def test_without_the_password_a_code_is_worth_nothing_and_stays_good(
    town: Town, codes: tuple[str, ...]
) -> None:
    with pytest.raises(LoginRefused):
        log_in(Attempt("keikaku", "違うパスワード", totp=codes[0]))

    assert count_codes(town.secretariat) == NUMBER


def test_the_codes_of_one_person_are_worth_nothing_for_another(town: Town, codes: tuple[str, ...]) -> None:
    town.viewer.set_password(PASSWORD)
    town.viewer.save()
    set_up(town.viewer)

    with pytest.raises(LoginRefused):
        log_in(Attempt("etsuran", PASSWORD, totp=codes[0]))


def test_guessing_codes_is_slowed_down_like_guessing_passwords(town: Town, codes: tuple[str, ...]) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(LoginRefused) as refused:
            enter("AAAAA-AAAAA")

    assert refused.value.wait > timedelta(0)


def test_the_codes_do_not_stand_readable_in_the_database(town: Town, codes: tuple[str, ...]) -> None:
    import hashlib

    kept = set(RecoveryCode.objects.of(town.municipality).values_list("code_hash", flat=True))
    plain = [code.replace("-", "") for code in codes]

    assert kept.isdisjoint(plain)
    # Not a bare hash either, which whoever holds the database could try all words against.
    assert kept.isdisjoint(hashlib.sha256(code.encode()).hexdigest() for code in plain)
    with patch("shirube.actions.recovery_codes.settings.SECRET_KEY", "another server"):
        assert not use_code(town.secretariat, codes[0])
    assert use_code(town.secretariat, codes[0])


def test_of_two_who_send_the_same_code_at_once_one_gets_in(town: Town, codes: tuple[str, ...]) -> None:
    assert [use_code(town.secretariat, codes[0]), use_code(town.secretariat, codes[0])] == [True, False]


def test_new_codes_end_the_old_ones_and_need_the_password(town: Town, codes: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="パスワードが正しくありません"):
        accounts.renew_recovery_codes(password="違う", by=town.secretariat)
    fresh = accounts.renew_recovery_codes(password=PASSWORD, by=town.secretariat)

    assert set(fresh).isdisjoint(codes)
    assert not use_code(town.secretariat, codes[0])
    assert use_code(town.secretariat, fresh[0])
    with pytest.raises(Refused, match="設定されていない"):
        accounts.renew_recovery_codes(password=PASSWORD, by=build_without(town))


def build_without(town: Town) -> Person:
    town.viewer.set_password(PASSWORD)
    town.viewer.save()
    return town.viewer


def test_taking_the_second_factor_away_takes_its_codes_away(town: Town, codes: tuple[str, ...]) -> None:
    accounts.remove_totp(password=PASSWORD, by=town.secretariat)

    assert count_codes(town.secretariat) == 0


def test_a_link_of_the_administrator_ends_the_codes_too(town: Town, codes: tuple[str, ...]) -> None:
    link = accounts.make_reset_link(person=town.secretariat.pk, by=town.administrator)
    accounts.accept_link(token=link.token, password="しずかな山里の郵便局まで歩く日")

    assert count_codes(town.secretariat) == 0


def test_a_code_never_works_before_the_second_factor_is_set(town: Town) -> None:
    accounts.start_totp(by=town.secretariat)

    assert count_codes(town.secretariat) == 0
    assert enter("AAAAA-AAAAA") == town.secretariat, "without a second factor none is asked for"
