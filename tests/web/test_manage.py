from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.core.roles import Role
from shirube.store.people import Body, Person, Post
from shirube.store.plans import IndicatorRow
from tests.web.conftest import Office


def test_a_body_a_post_and_a_person_are_added_and_the_link_is_shown_once(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client, city = enter(office.town.administrator), office.town.municipality

    client.post("/manage/bodies/", {"name": "観光協会", "kind": "outside", "aliases": "協会\n観光協会"})
    body = Body.objects.of(city).get(name="観光協会")
    client.post("/manage/posts/", {"body": body.pk, "role": "respondent"})
    post = Post.objects.of(city).get(body=body)
    answer = client.post("/manage/people/", {"name": "協会 花", "login": "kyokai", "post": post.pk})

    text = answer.content.decode()
    assert body.is_outside
    assert post.name == "回答者"
    assert "今だけ表示されます" in text
    address = text.split('class="mono" value="')[1].split('"')[0]
    assert Client().get(address.replace("http://testserver", "")).status_code == 200
    assert address not in client.get("/manage/").content.decode()


def test_what_is_refused_is_explained_and_what_was_typed_stays(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.administrator)
    post = office.town.posts[next(iter(office.town.posts))].pk

    answer = client.post("/manage/people/", {"name": "名", "login": "だめ", "post": post})

    assert answer.status_code == 422
    assert "半角の英小文字" in answer.content.decode()
    assert 'value="だめ"' in answer.content.decode()


def test_a_post_changes_hands_and_keeps_its_indicators(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    post = office.town.posts[Role.RESPONDENT]
    client = enter(office.town.secretariat)

    answer = client.post(
        "/manage/hand-over/",
        {"post": post.pk, "leaving": office.town.respondent.pk, "arriving": office.town.viewer.pk, "on": ""},
        follow=True,
    )

    assert "担当を引き継ぎました" in answer.content.decode()
    assert len(office.town.access(office.town.viewer).find_indicators("enter_actual")) == 4
    assert len(office.town.access(office.town.respondent).find_indicators("enter_actual")) == 0


def test_rows_without_an_owner_are_given_to_a_post(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)
    rows = [office.indicator("1.1.1"), office.indicator("1.1.2")]
    assert "担当のいない指標" in client.get("/manage/").content.decode()

    nothing = client.post(f"{office.url}owners/assign/", {"indicator": rows, "post": ""}, follow=True)
    client.post(
        f"{office.url}owners/assign/", {"indicator": rows, "post": office.town.posts[Role.RESPONDENT].pk}
    )

    assert "指標と担当を選んでください" in nothing.content.decode()
    owned = IndicatorRow.objects.of(office.town.municipality).filter(owner=office.town.posts[Role.RESPONDENT])
    assert owned.count() == 6


def test_a_plan_is_put_in_charge_of_another_post_so_that_the_old_one_can_end(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    body = office.town.posts[Role.PLAN_SECRETARIAT].body
    new = Post.objects.create(
        municipality=office.town.municipality, body=body, name="新しい計画担当", role="plan_secretariat"
    )
    before = client.get(f"{office.url}owners/").content.decode()

    nothing = client.post(f"{office.url}owners/plan/", {"post": ""}, follow=True).content.decode()
    after = client.post(f"{office.url}owners/plan/", {"post": new.pk}, follow=True).content.decode()

    choice = f'<option value="{new.pk}"'
    assert choice in before and f"{choice} selected" not in before
    assert f'<option value="{office.town.posts[Role.RESPONDENT].pk}" selected' not in before
    assert "計画の所管を選んでください" in nothing
    assert "計画の所管を、" in after and f"{choice} selected" in after
    assert "新しい計画担当" in client.get("/plans/").content.decode()


def test_rows_of_a_post_that_nobody_holds_are_told_apart(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    before = client.get(f"{office.url}owners/").content.decode()

    sent = {"post": office.town.posts[Role.RESPONDENT].pk, "leaving": office.town.respondent.pk}
    client.post("/manage/hand-over/", sent)

    after = client.get(f"{office.url}owners/").content.decode()
    assert (before.count("担当者なし"), after.count("担当者なし")) == (0, 4)


def test_rows_of_another_plan_cannot_be_slipped_in(office: Office, enter: Callable[[Person], Client]) -> None:
    answer = enter(office.town.secretariat).post(
        f"{office.url}owners/assign/", {"indicator": ["999999"], "post": "1"}
    )

    assert answer.status_code == 404


def test_the_last_administrator_cannot_be_locked_out(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    answer = enter(office.town.administrator).post(
        "/manage/people/disable/", {"person": office.town.administrator.pk}, follow=True
    )

    assert "自分自身を利用停止にすることはできません" in answer.content.decode()
