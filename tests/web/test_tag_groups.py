from __future__ import annotations

import html
import re
from collections.abc import Callable

from django.test import Client

from shirube.core.tags import TagGroup
from shirube.store.people import Person
from shirube.store.tag_groups import load_tag_groups_of
from shirube.web.tag_groups import read_groups
from tests.web.conftest import Office


def read_form(text: str) -> dict[str, str]:
    """The fields of the page as a browser would send them."""
    fields = {}
    for match in re.finditer(r'<input type="hidden" name="(tag-\d+|version)" value="([^"]*)"', text):
        fields[match[1]] = html.unescape(match[2])
    for match in re.finditer(r'name="(name-\d+)" value="([^"]*)"', text):
        fields[match[1]] = html.unescape(match[2])
    for name, options in re.findall(r'<select name="(group-\d+)" data-target>(.*?)</select>', text, re.S):
        chosen = re.search(r'value="(\d*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def put(fields: dict[str, str], tag: str, place: str) -> None:
    number = next(name.removeprefix("tag-") for name, text in fields.items() if text == tag)
    fields[f"group-{number}"] = place


def find_groups(office: Office) -> dict[str, tuple[str, ...]]:
    loaded = load_tag_groups_of(office.town.municipality.pk, [office.plan.pk])
    return {group.name: group.tags for group in loaded.get(office.plan.pk, ())}


def test_tags_put_together_without_javascript_are_counted_together(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    fields = read_form(client.get(f"{office.url}tags/").content.decode())
    tags = [text for name, text in fields.items() if name.startswith("tag-")]
    for name in list(fields):
        if name.startswith("group-"):
            fields[name] = ""
    put(fields, tags[0], "0")
    put(fields, tags[1], "0")
    fields["name-0"] = "人を集める"

    done = client.post(f"{office.url}tags/set/", {**fields, "do": "save"}, follow=True)
    analysis = client.get(f"{office.url}analysis/").content.decode()
    table = client.get(f"{office.url}?tag=人を集める").content.decode()

    assert "課題のまとめを変更しました" in done.content.decode()
    assert find_groups(office) == {"人を集める": (tags[0], tags[1])}
    assert "人を集める" in analysis
    assert "14指標のうち" in table
    # What the page shows now is what was sent.
    again = read_form(client.get(f"{office.url}tags/").content.decode())
    numbers = [name.removeprefix("tag-") for name, text in again.items() if text in tags[:2]]
    assert [again[f"group-{number}"] for number in numbers] == ["0", "0"]


def test_nothing_changed_on_the_page_changes_no_count(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    before = re.findall(
        r"まとめた課題ごと.*?</table>", client.get(f"{office.url}analysis/").content.decode(), re.S
    )
    fields = read_form(client.get(f"{office.url}tags/").content.decode())

    client.post(f"{office.url}tags/set/", {**fields, "do": "save"})

    after = re.findall(
        r"まとめた課題ごと.*?</table>", client.get(f"{office.url}analysis/").content.decode(), re.S
    )
    assert re.findall(r"<td class=\"n\">.*?</td>", before[0]) == re.findall(
        r"<td class=\"n\">.*?</td>", after[0]
    )


def test_going_back_uses_the_shipped_groups_again(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)
    fields = read_form(client.get(f"{office.url}tags/").content.decode())
    client.post(f"{office.url}tags/set/", {**fields, "do": "save"})
    assert find_groups(office)
    fields = read_form(client.get(f"{office.url}tags/").content.decode())

    client.post(f"{office.url}tags/set/", {"version": fields["version"], "do": "reset"})

    assert find_groups(office) == {}
    assert "登録されているまとめを使っています" in client.get(f"{office.url}tags/").content.decode()


def test_two_groups_of_one_name_come_back_as_typed(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.secretariat)
    sent = {
        "version": "1",
        "tag-0": "周知",
        "group-0": "0",
        "name-0": "広報",
        "tag-1": "集客",
        "group-1": "1",
    }

    answer = client.post(f"{office.url}tags/set/", {**sent, "name-1": "広報"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "同じ名前のまとめが二つあります" in text or "同じ名前" in text
    assert text.count('value="広報"') == 2
    assert find_groups(office) == {}


def test_a_group_without_a_name_is_called_by_its_first_tag_and_odd_fields_mean_nothing() -> None:
    sent = {
        "tag-0": "周知",
        "group-0": "3",
        "tag-1": "集客",
        "group-1": "x",
        "tag-2": "",
        "group-2": "3",
        "tag": "z",
    }

    assert read_groups(sent) == [TagGroup(name="周知", tags=("周知",))]


def test_who_may_not_group_is_not_offered_it(office: Office, enter: Callable[[Person], Client]) -> None:
    viewer = enter(office.town.viewer)

    assert "まとめ方を変える" not in viewer.get(f"{office.url}analysis/").content.decode()
    assert viewer.get(f"{office.url}tags/").status_code == 403
