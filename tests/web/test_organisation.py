from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.actions.organisation import change_body, end_body
from shirube.actions.people import create_body, disable_person
from shirube.core.roles import Role
from shirube.store.people import Body, Person
from tests.web.conftest import Office

Enter = Callable[[Person], Client]


def test_a_section_is_renamed_and_the_list_shows_the_new_name(office: Office, enter: Enter) -> None:
    client, section = enter(office.town.administrator), office.town.section
    page = client.get(f"/manage/bodies/{section.pk}/").content.decode()
    assert 'value="商工課"' in page

    sent = {
        "name": "商工観光課",
        "aliases": "商工課\n商工観光",
        "seen": "商工課",
        "change_reason": "組織改正",
    }
    done = client.post(f"/manage/bodies/{section.pk}/change/", sent, follow=True).content.decode()

    assert "商工観光課" in done
    assert Body.objects.of(office.town.municipality).get(pk=section.pk).aliases == "商工課\n商工観光"


def test_renaming_what_somebody_renamed_meanwhile_shows_both(office: Office, enter: Enter) -> None:
    section, by = office.town.section, office.town.administrator
    change_body(body=section.pk, name="商工観光課", aliases=(), seen="商工課", by=by)

    sent = {"name": "産業課", "seen": "商工課"}
    met = enter(by).post(f"/manage/bodies/{section.pk}/change/", sent)

    assert met.status_code == 409
    text = met.content.decode()
    assert "現在の値は「商工観光課」、入力された値は「産業課」" in text
    assert 'value="産業課"' in text
    assert 'name="seen" value="商工観光課"' in text


def test_what_cannot_end_yet_says_what_to_do_first(office: Office, enter: Enter) -> None:
    client = enter(office.town.administrator)
    post = office.town.posts[Role.VIEWER].pk

    body = client.post(f"/manage/bodies/{office.town.section.pk}/end/", {"reason": "統合"})
    held = client.post(f"/manage/posts/{post}/end/", {"reason": "統合"})
    empty = client.post(f"/manage/posts/{post}/end/", {"reason": ""})

    assert body.status_code == held.status_code == empty.status_code == 422
    assert "先に、担当を廃止してください" in body.content.decode()
    assert "先に、引き継いでください" in held.content.decode()
    assert "理由を入力してください" in empty.content.decode()
    assert ">統合</textarea>" in held.content.decode(), "what was typed stays"


def test_ended_bodies_and_disabled_people_are_listed_with_day_and_reason(
    office: Office, enter: Enter
) -> None:
    by = office.town.administrator
    end_body(body=create_body(name="観光課", by=by).pk, reason="商工課に統合", by=by)
    disable_person(person=office.town.viewer.pk, reason="退職", by=by)

    page = enter(by).get("/manage/").content.decode()

    for words in ("廃止した課・団体と担当", "観光課", "商工課に統合", "利用停止の利用者", "退職"):
        assert words in page
    assert f'href="/manage/people/{office.town.viewer.pk}/"' in page
    assert "/manage/people/" not in enter(office.town.secretariat).get("/manage/").content.decode()


def test_a_person_is_changed_disabled_and_let_back(office: Office, enter: Enter) -> None:
    client, one = enter(office.town.administrator), office.town.viewer
    address = f"/manage/people/{one.pk}/"

    wrong = client.post(f"{address}change/", {"name": "名", "email": "x"})
    client.post(f"{address}change/", {"name": "改名 花子", "email": "hanako@example.jp"})
    client.post("/manage/people/disable/", {"person": one.pk, "reason": "異動"})
    page = client.get(address).content.decode()
    back = client.post(f"{address}enable/", {"post": office.town.posts[Role.VIEWER].pk})

    assert wrong.status_code == 422
    assert 'value="x"' in wrong.content.decode()
    assert "改名 花子" in page
    assert "理由：異動" in page
    assert "今だけ表示されます" in back.content.decode()
    one.refresh_from_db()
    assert one.is_active


def test_one_cannot_disable_oneself_there(office: Office, enter: Enter) -> None:
    administrator = office.town.administrator

    assert "利用停止にする" not in (
        enter(administrator).get(f"/manage/people/{administrator.pk}/").content.decode()
    )


def test_a_post_is_renamed(office: Office, enter: Enter) -> None:
    post = office.town.posts[Role.VIEWER]
    client = enter(office.town.administrator)
    assert "役割：閲覧者" in client.get(f"/manage/posts/{post.pk}/").content.decode()

    client.post(f"/manage/posts/{post.pk}/change/", {"name": "主査", "seen": post.name})

    post.refresh_from_db()
    assert post.name == "主査"


def test_many_bodies_and_people_take_as_many_statements_as_few(office: Office, enter: Enter) -> None:
    client, by = enter(office.town.administrator), office.town.administrator

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/manage/")
        return len(captured)

    end_body(body=create_body(name="前の課", by=by).pk, reason="統合", by=by)
    disable_person(person=office.town.viewer.pk, reason="異動", by=by)
    few = count()
    for number in range(8):
        end_body(body=create_body(name=f"前の課{number}", by=by).pk, reason="統合", by=by)
        create_body(name=f"今の課{number}", by=by)
    disable_person(person=office.town.reviewer.pk, reason="異動", by=by)

    assert count() == few
