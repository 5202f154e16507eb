from __future__ import annotations

from shirube.web.manage_pages import TABS, list_tabs
from shirube.web.urls import PAGES
from tests.web.conftest import Office


def test_each_tab_asks_for_the_permission_of_its_page() -> None:
    actions = {page.name: page.action for page in PAGES}

    assert {name: action for name, _, action in TABS} == {name: actions[name] for name, _, _ in TABS}


def test_one_sees_the_tabs_one_may_use(office: Office) -> None:
    town = office.town

    administrator = list_tabs(town.access(town.administrator), "manage")
    assert [tab.text for tab in administrator] == [word for _, word, _ in TABS]
    assert [tab.is_here for tab in administrator] == [name == "manage" for name, _, _ in TABS]
    assert {"組織と利用者", "期限"} == {
        tab.text for tab in list_tabs(town.access(town.secretariat), "manage")
    }
    assert list_tabs(town.access(town.viewer), "manage") == ()
