from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.store.people import Person
from shirube.store.plans import FigureRow
from shirube.store.recipes import RecipeRow
from shirube.web.uploads import keep_upload
from tests.people import Town, build_town

TABLE = "事業\t指標\t令和7年度目標\t令和7年度ふたしか\n塾\t参加者数\t20人\t15人\n"
NEXT = "事業\t指標\t令和8年度目標\t令和8年度ふたしか\n塾\t参加者数\t22人\t18人\n"
CHOICE = {"role-3": "実績値"}


def save(client: Client, person: Person, **further: str) -> str:
    token = keep_upload(person, "表.tsv", TABLE.encode())
    sent = {"table": "1", "name": "塾の表", **CHOICE, **further}
    return client.post(f"/plans/import/{token}/recipe/", sent, follow=True).content.decode()


def find_row(town: Town) -> RecipeRow:
    return RecipeRow.objects.of(town.municipality).get()


def test_a_corrected_reading_is_kept_and_offered_for_next_years_table(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    assert "読み取り方「塾の表」を登録しました" in save(client, town.secretariat)
    token = keep_upload(town.secretariat, "翌年.tsv", NEXT.encode())

    offered = client.get(f"/plans/import/{token}/").content.decode()
    read = client.get(f"/plans/import/{token}/?recipe={find_row(town).pk}").content.decode()
    client.post(f"/plans/import/{token}/apply/", {"table": "1", "recipe": str(find_row(town).pk)})

    assert "「塾の表」で読み直す" in offered
    assert "登録した読み取り方「塾の表」で読みました" in read
    assert FigureRow.objects.of_everyone().filter(kind="actual", year=2026, number=18).exists()


def test_a_name_that_is_taken_is_refused_until_it_is_said_to_replace(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    save(client, town.secretariat)

    assert "すでにあります" in save(client, town.secretariat)
    assert "登録しました" in save(client, town.secretariat, replace="yes")
    assert "名前を" in save(client, town.secretariat, name=" ")


def test_a_reading_can_be_had_as_a_file_and_let_go_of(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()
    client = enter(town.secretariat)
    save(client, town.secretariat)
    row = find_row(town)

    file = client.get(f"/plans/recipes/{row.pk}/")
    page = client.get("/plans/import/").content.decode()
    gone = client.post(f"/plans/recipes/{row.pk}/forget/", follow=True).content.decode()

    assert '"令和7年度ふたしか" = "実績値"' in file.content.decode()
    assert "attachment" in file.headers["Content-Disposition"]
    assert "塾の表" in page
    assert "削除しました" in gone
    assert not RecipeRow.objects.of(town.municipality).exists()


def test_readings_of_another_municipality_do_not_exist(db: None, enter: Callable[[Person], Client]) -> None:
    town, other = build_town(), build_town("131016", "隣の市")
    save(enter(town.secretariat), town.secretariat)
    row = find_row(town)
    stranger = enter(other.secretariat)
    token = keep_upload(other.secretariat, "表.tsv", TABLE.encode())

    assert stranger.get(f"/plans/recipes/{row.pk}/").status_code == 404
    assert stranger.post(f"/plans/recipes/{row.pk}/forget/").status_code == 404
    assert stranger.get(f"/plans/import/{token}/?recipe={row.pk}").status_code == 404
    assert "塾の表" not in stranger.get("/plans/import/").content.decode()
    assert RecipeRow.objects.of(town.municipality).exists()
