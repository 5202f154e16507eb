"""Logging in, passwords, the second factor, links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pyotp
import pytest
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from shirube.actions import accounts
from shirube.actions.accounts import Attempt, LoginRefused, log_in
from shirube.actions.outcome import Refused
from shirube.actions.passwords import normalize_password
from shirube.actions.people import disable_person
from shirube.core.lockout import FREE_FAILURES
from shirube.core.roles import NotAllowed
from shirube.store.people import LoginFailures, Person
from shirube.store.records import AuditRecord
from tests.people import CITY, OTHER_CITY, Town, build_town

pytestmark = pytest.mark.django_db

PASSWORD = "おだやかな海辺の図書館へ行く道"
OTHER = "しずかな山里の郵便局まで歩く日"


class Clock:
    """The time, to be turned forward."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with patch("django.utils.timezone.now", lambda: clock.now):
        yield clock


@pytest.fixture
def town() -> Town:
    town = build_town()
    give_password(town.secretariat)
    return town


def give_password(person: Person, password: str = PASSWORD) -> None:
    person.set_password(normalize_password(password))
    person.save()


def attempt(login: str = "keikaku", password: str = PASSWORD, **more: Any) -> Attempt:
    return Attempt(login, password, **more)


def fail(times: int, **more: Any) -> LoginRefused:
    for _ in range(times):
        with pytest.raises(LoginRefused) as refused:
            log_in(attempt(password="違うパスワード", **more))
    return refused.value


def test_the_right_password_lets_in_and_is_on_record(town: Town) -> None:
    person = log_in(attempt(login=" KEIKAKU ", address="10.0.0.1"))

    assert person == town.secretariat
    assert person.last_login is not None
    record = AuditRecord.objects.of(town.municipality).order_by("-number")[0]
    assert (record.verb, record.person_id) == ("person.logged_in", person.pk)


@pytest.mark.parametrize("change", ["password", "person"])
def test_what_is_changed_while_the_password_is_proved_counts(
    town: Town, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove = check_password

    def prove_slowly(*args: Any) -> bool:
        monkeypatch.setattr(accounts, "check_password", prove)
        right = bool(prove(*args))
        if change == "password":
            accounts.change_password(current=PASSWORD, new=OTHER, by=town.secretariat)
        else:
            disable_person(person=town.secretariat.pk, by=town.administrator)
        return right

    monkeypatch.setattr(accounts, "check_password", prove_slowly)

    with pytest.raises(LoginRefused):
        log_in(attempt())

    assert not AuditRecord.objects.of(town.municipality).filter(verb="person.logged_in").exists()


def test_full_width_and_half_width_letters_are_one_password(town: Town) -> None:
    give_password(town.secretariat, "Umi-No-Toshokan-2026")

    assert log_in(attempt(password="Ｕｍｉ－Ｎｏ－Ｔｏｓｈｏｋａｎ－２０２６")) == town.secretariat


def test_whatever_is_wrong_the_words_are_the_same(town: Town) -> None:
    disable_person(person=town.viewer.pk, by=town.administrator)
    tries = [
        attempt(password="違うパスワード"),
        attempt(login="nobody"),
        attempt(login="kacho"),  # invited, no password yet
        attempt(login="etsuran"),  # disabled
        attempt(login=f"{OTHER_CITY}/keikaku"),
        attempt(login="\x00'--", password="\ud800"),
    ]

    def answer(one: Attempt) -> str:
        with pytest.raises(LoginRefused) as refused:
            log_in(one)
        return str(refused.value)

    assert {answer(one) for one in tries} == {
        "利用者名、パスワード又は確認コードが正しくありません。もう一度入力してください。"
    }


def test_an_unknown_login_costs_a_hash_as_a_known_one_does(town: Town) -> None:
    with patch("shirube.actions.accounts.make_password") as hashed, pytest.raises(LoginRefused):
        log_in(attempt(login="nobody"))

    assert hashed.called


def test_with_several_municipalities_the_code_tells_which(town: Town) -> None:
    other = build_town(OTHER_CITY, "となり市")
    give_password(other.secretariat, OTHER)

    assert log_in(attempt(code=CITY)) == town.secretariat
    assert log_in(attempt(login=f"{OTHER_CITY}/keikaku", password=OTHER)) == other.secretariat
    with pytest.raises(LoginRefused):
        log_in(attempt())


def test_after_some_failures_even_the_right_password_must_wait(town: Town, clock: Clock) -> None:
    refused = fail(FREE_FAILURES)

    assert refused.wait == timedelta(seconds=15)
    with pytest.raises(LoginRefused, match="15秒たってから"):
        log_in(attempt())
    clock.pass_time(seconds=16)
    assert log_in(attempt()) == town.secretariat
    assert not LoginFailures.objects.exists(), "getting in forgets the failures"


def test_trying_during_the_wait_does_not_lengthen_it(town: Town, clock: Clock) -> None:
    fail(FREE_FAILURES)
    for _ in range(50):
        with pytest.raises(LoginRefused):
            log_in(attempt(password="違うパスワード"))

    clock.pass_time(seconds=16)
    assert log_in(attempt()) == town.secretariat


def test_guessing_from_many_addresses_is_slowed_down_too(town: Town, clock: Clock) -> None:
    guesses = 0
    end = clock.now + timedelta(days=30)
    while clock.now < end:
        with pytest.raises(LoginRefused) as refused:
            log_in(attempt(password="違うパスワード", address=f"10.0.{guesses // 250}.{guesses % 250}"))
        guesses += 1
        clock.now += refused.value.wait

    assert guesses <= 100


def test_an_attack_from_elsewhere_does_not_lock_out_a_known_device(town: Town, clock: Clock) -> None:
    device = accounts.make_device(town.secretariat)
    fail(FREE_FAILURES + 3, address="10.9.9.9")

    with pytest.raises(LoginRefused):
        log_in(attempt(address="10.0.0.1"))
    assert log_in(attempt(address="10.0.0.1", device=device)) == town.secretariat


def test_a_device_that_guesses_is_slowed_down_as_well(town: Town, clock: Clock) -> None:
    assert fail(FREE_FAILURES, device=accounts.make_device(town.secretariat)).wait > timedelta(0)


def test_the_device_of_one_person_is_worth_nothing_for_another(town: Town, clock: Clock) -> None:
    fail(FREE_FAILURES, address="10.9.9.9")

    with pytest.raises(LoginRefused) as refused:
        log_in(attempt(device=accounts.make_device(town.viewer)))
    assert refused.value.wait > timedelta(0)


def test_inventing_a_new_device_for_each_guess_gains_nothing(town: Town, clock: Clock) -> None:
    guesses = 0
    end = clock.now + timedelta(days=30)
    wait = timedelta(0)
    while clock.now < end and guesses <= 200:
        with pytest.raises(LoginRefused) as refused:
            log_in(attempt(password="違うパスワード", device=f"invented {guesses}"))
        guesses += 1
        wait = refused.value.wait
        clock.now += wait

    assert guesses <= 100


# ---- passwords ----


def test_changing_the_password_ends_other_sessions(town: Town) -> None:
    session = town.secretariat.get_session_auth_hash()

    changed = accounts.change_password(current=PASSWORD, new=OTHER, by=town.secretariat)

    assert changed.get_session_auth_hash() != session
    assert log_in(attempt(password=OTHER)) == town.secretariat
    with pytest.raises(Refused, match="現在のパスワード"):
        accounts.change_password(current=PASSWORD, new=OTHER, by=town.secretariat)
    with pytest.raises(Refused, match="15文字以上"):
        accounts.change_password(current=OTHER, new="短い", by=town.secretariat)


def test_a_link_sets_the_password_once(town: Town) -> None:
    link = accounts.make_reset_link(person=town.viewer.pk, by=town.administrator)
    assert accounts.read_link(link.token).person == town.viewer

    accounts.accept_link(token=link.token, password=PASSWORD)

    assert log_in(attempt(login="etsuran")) == town.viewer
    with pytest.raises(Refused, match="このリンクは使用できません"):
        accounts.accept_link(token=link.token, password=OTHER)


def test_a_password_that_is_refused_does_not_use_the_link_up(town: Town) -> None:
    link = accounts.make_reset_link(person=town.viewer.pk, by=town.administrator)

    with pytest.raises(Refused, match="15文字以上"):
        accounts.accept_link(token=link.token, password="短い")

    assert accounts.accept_link(token=link.token, password=PASSWORD) == town.viewer


def test_only_the_administrator_issues_links_and_only_for_the_own_people(town: Town) -> None:
    with pytest.raises(NotAllowed):
        accounts.make_reset_link(person=town.viewer.pk, by=town.secretariat)
    disable_person(person=town.viewer.pk, by=town.administrator)
    with pytest.raises(Refused, match="利用停止"):
        accounts.make_reset_link(person=town.viewer.pk, by=town.administrator)


def test_the_first_link_is_renewed_until_somebody_has_a_password(town: Town) -> None:
    fresh = build_town(OTHER_CITY, "となり市")

    link = accounts.make_first_link(fresh.municipality)
    assert link is not None
    accounts.accept_link(token=link.token, password=PASSWORD)

    assert accounts.make_first_link(fresh.municipality) is None


def test_the_operator_helps_whom_no_administrator_can(town: Town) -> None:
    link = accounts.make_operator_link("admin")

    assert accounts.accept_link(token=link.token, password=PASSWORD) == town.administrator
    with pytest.raises(Refused, match="登録されていない"):
        accounts.make_operator_link("nobody")


def test_logging_out_everywhere_ends_every_session(town: Town) -> None:
    session = town.secretariat.get_session_auth_hash()

    accounts.log_out_everywhere(by=town.secretariat)

    town.secretariat.refresh_from_db()
    assert town.secretariat.get_session_auth_hash() != session


def test_who_sits_at_a_session_left_open_cannot_go_on_guessing(town: Town, clock: Clock) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(Refused, match="正しくありません"):
            accounts.prove_password(password="違うパスワード", by=town.secretariat)

    with pytest.raises(Refused, match="15秒たってから"):
        accounts.prove_password(password=PASSWORD, by=town.secretariat)
    clock.pass_time(seconds=16)
    accounts.prove_password(password=PASSWORD, by=town.secretariat)
    assert not LoginFailures.objects.exists()


@pytest.mark.parametrize(
    "ask",
    [
        lambda guess, by: accounts.change_password(current=guess, new=OTHER, by=by),
        lambda guess, by: accounts.renew_recovery_codes(password=guess, by=by),
        lambda guess, by: accounts.remove_totp(password=guess, by=by),
    ],
)
def test_nor_by_any_other_form_that_asks_for_the_password(
    town: Town, clock: Clock, ask: Callable[[str, Person], object]
) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(Refused, match="パスワードが正しくありません"):
            ask("違うパスワード", town.secretariat)

    with pytest.raises(Refused, match="15秒たってから"):
        ask(PASSWORD, town.secretariat)
    with pytest.raises(Refused, match="15秒たってから"):
        accounts.prove_password(password=PASSWORD, by=town.secretariat)


# ---- the second factor ----


def set_up_totp(person: Person, clock: Clock) -> pyotp.TOTP:
    address = accounts.start_totp(by=person)
    generator = pyotp.parse_uri(address)
    assert isinstance(generator, pyotp.TOTP)
    accounts.confirm_totp(code=generator.at(clock.now), by=person)
    clock.pass_time(seconds=60)
    return generator


def test_with_a_second_factor_the_password_alone_is_not_enough(town: Town, clock: Clock) -> None:
    generator = set_up_totp(town.secretariat, clock)

    with pytest.raises(LoginRefused):
        log_in(attempt())
    with pytest.raises(LoginRefused):
        log_in(attempt(totp="000000"))
    assert log_in(attempt(totp=generator.at(clock.now))) == town.secretariat


def test_a_code_works_once(town: Town, clock: Clock) -> None:
    generator = set_up_totp(town.secretariat, clock)
    code = generator.at(clock.now)
    log_in(attempt(totp=code))

    with pytest.raises(LoginRefused):
        log_in(attempt(totp=code))


def test_a_wrong_code_counts_as_a_failure(town: Town, clock: Clock) -> None:
    set_up_totp(town.secretariat, clock)
    for _ in range(FREE_FAILURES):
        with pytest.raises(LoginRefused) as refused:
            log_in(attempt(totp="000000"))

    assert refused.value.wait > timedelta(0)


def test_the_secret_does_not_stand_readable_in_the_database(town: Town, clock: Clock) -> None:
    generator = set_up_totp(town.secretariat, clock)

    town.secretariat.refresh_from_db()
    assert generator.secret not in town.secretariat.totp_secret


def test_the_second_factor_counts_only_once_a_code_was_typed(town: Town, clock: Clock) -> None:
    accounts.start_totp(by=town.secretariat)
    with pytest.raises(Refused, match="6桁"):
        accounts.confirm_totp(code="12345", by=town.secretariat)

    assert log_in(attempt()) == town.secretariat


def test_with_a_second_factor_eight_characters_are_enough_but_not_without(town: Town, clock: Clock) -> None:
    set_up_totp(town.secretariat, clock)
    accounts.change_password(current=PASSWORD, new="うみべの図書館だ", by=town.secretariat)

    with pytest.raises(Refused, match="より長いパスワード"):
        accounts.remove_totp(password="うみべの図書館だ", by=town.secretariat)
    accounts.change_password(current="うみべの図書館だ", new=OTHER, by=town.secretariat)
    assert not accounts.remove_totp(password=OTHER, by=town.secretariat).has_totp


def test_a_second_factor_in_force_is_not_replaced_unnoticed(town: Town, clock: Clock) -> None:
    set_up_totp(town.secretariat, clock)

    with pytest.raises(Refused, match="既に設定"):
        accounts.start_totp(by=town.secretariat)


def test_a_reset_link_helps_whoever_lost_the_phone(town: Town, clock: Clock) -> None:
    set_up_totp(town.secretariat, clock)
    link = accounts.make_reset_link(person=town.secretariat.pk, by=town.administrator)

    accounts.accept_link(token=link.token, password=OTHER)

    assert log_in(attempt(password=OTHER)) == town.secretariat
