"""The example municipality of ``shirube init --demo``: made by the same actions as a real one."""

from __future__ import annotations

import secrets
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from shirube.cli.console import render_columns

if TYPE_CHECKING:
    from shirube.store.people import Person

# A code with a right check digit that no municipality has.
DEMO_CODE, DEMO_NAME = "139998", "しるべ市"
# Name, outside the city hall?, and what it is called in tables.
BODIES = (
    ("商工振興課", False, ("市",)),
    ("商工会", True, ("商工会・市",)),
    ("創業支援センターBi@Sta", True, ("Bi@Sta",)),
    ("マルシェ実行委員会", True, ("マルシェ",)),
    ("推進委員会", True, ()),
)
# Body, post, role, login, name.
PEOPLE = (
    ("商工振興課", "計画担当", "PLAN_SECRETARIAT", "keikaku", "計画 恵"),
    ("商工振興課", "商工係", "RESPONDENT", "shoko", "商工 守"),
    ("商工振興課", "課長", "APPROVER", "kacho", "課長 薫"),
    ("商工振興課", "閲覧", "VIEWER", "etsuran", "閲覧 歩"),
    ("商工会", "経営指導員", "RESPONDENT", "shokokai", "会員 望"),
    ("創業支援センターBi@Sta", "相談員", "RESPONDENT", "bista", "創業 翔"),
    ("マルシェ実行委員会", "事務局", "RESPONDENT", "marche", "市場 実"),
    ("推進委員会", "委員", "REVIEWER", "iin", "委員 栞"),
)


def make_demo() -> str:
    """Makes everything and returns what to print: the people, their roles and their passwords."""
    from shirube.actions.accounts import accept_link
    from shirube.actions.outcome import Refused
    from shirube.actions.people import create_body, create_municipality, create_post, invite_person
    from shirube.core.roles import Role
    from shirube.store.people import Municipality

    if Municipality.objects.exists():
        raise Refused(
            "既に団体が登録されています。見本は、空のデータのフォルダー（--data）に作成してください。"
        )
    first = create_municipality(code=DEMO_CODE, name=DEMO_NAME, admin_login="admin", admin_name="管理 太郎")
    admin, password = first.person, _make_password()
    accept_link(token=first.link.token, password=password)
    rows = [("利用者名", "パスワード", "役割", "氏名", "所属")]
    rows.append((admin.login, password, "システム管理者・計画所管", admin.name, "事務局"))
    bodies = {
        name: create_body(name=name, is_outside=outside, aliases=aliases, by=admin)
        for name, outside, aliases in BODIES
    }
    for body, post, role, login, name in PEOPLE:
        made = create_post(body=bodies[body].pk, name=post, role=Role[role], by=admin)
        invited = invite_person(login=login, name=name, post=made.pk, by=admin)
        password = _make_password()
        accept_link(token=invited.link.token, password=password)
        rows.append((login, password, Role[role].value, name, f"{body} {post}"))
    _import_sample(admin)
    heading = (
        f"見本の団体「{DEMO_NAME}」を作成しました。次の利用者で試せます（パスワードは今回だけ表示します）。"
    )
    return "\n".join([heading, *render_columns(rows)])


def _make_password() -> str:
    # Letters that cannot be mistaken for one another on paper.
    letters = "abcdefghkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _import_sample(by: Person) -> None:
    from shirube.actions.plans import import_plan
    from shirube.readers.read import read_plan

    with as_file(files("shirube.examples").joinpath("sample_plan.tsv")) as path:
        import_plan(plan=read_plan(path).plan, into=None, file_name=path.name, by=by)
