"""計画の画面

500指標・4年度の計画の表を、同じデータベース（SQLite）から画面にする時間です（プロセスの中）。相手は、同じ行を
一度の問合せで取り出して文字列をつなぐだけのものと、Djangoのモデルとテンプレートで普通に作ったものです。
私たちの側には、ログインと権限の確認、版の確認、分布、絞り込みの選択肢、推移の図まで含みます。評価と各行の図は
計画の版ごとに一度だけ作って覚えておくため、値を変えた直後の1回目は別の行に示します。
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.frame import Row, compare, measure_pair, render_seconds, time_median
from bench.made_up_plan import make_plan

INDICATORS = 500
YEARS = (2023, 2024, 2025, 2026)
TEMPLATE = """<table><tbody>{% for row in rows %}<tr><th>{{ row.top }}</th><th>{{ row.middle }}</th>
<th><a href="{{ row.url }}">{{ row.node.name }}</a><span>{{ row.name }}（{{ row.unit }}）</span></th>
{% for cell in row.cells %}<td class="n">{{ cell.target.text }}</td>
<td class="n">{{ cell.actual.text }}</td>
<td class="g">{% if cell.mark.mark %}<a href="{{ row.url }}#y{{ cell.year }}"><b>{{ cell.mark.mark }}</b></a>
{% endif %}</td>{% endfor %}</tr>{% endfor %}</tbody></table>"""


def measure() -> list[Row]:
    with TemporaryDirectory() as name:
        plan, client = prepare(Path(name))
        from shirube.web.prepared_plan import forget_prepared

        address = f"/plans/{plan}/"

        def ours() -> None:
            assert client.get(address).status_code == 200

        def ours_after_change() -> None:
            forget_prepared()
            ours()

        joined = measure_pair(ours, lambda: join_strings(plan), rounds=9)
        template = measure_pair(ours, lambda: render_django(plan), rounds=5)
        first = time_median(ours_after_change, rounds=3)
        size = f"{INDICATORS}指標"
        rows = [
            compare(f"{size}の画面（相手：文字列をつなぐだけ）", joined, at_most=2),
            compare(f"{size}の画面（相手：Djangoのモデルとテンプレート）", template, at_least=5),
            Row(what=f"{size}の画面、値を変えた直後の1回目", ours=render_seconds(first)),
        ]
        from django.db import connections

        connections.close_all()
        return rows


def prepare(folder: Path) -> tuple[int, Any]:
    """A database with one large plan, and a client in which an administrator is logged in."""
    os.environ |= {
        "SHIRUBE_DATA": str(folder),
        "SHIRUBE_SECRET_KEY": "bench only: not a secret, but long enough to be taken for one",
        "DJANGO_SETTINGS_MODULE": "shirube.conf.settings",
    }
    import django

    django.setup()
    import logging

    from django.core.management import call_command
    from django.test import Client

    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from shirube.actions.people import create_municipality
    from shirube.actions.plans import import_plan
    from shirube.conf.middleware import SEEN, STARTED

    person = create_municipality(code="132284", name="市", admin_login="admin", admin_name="管理者").person
    done = import_plan(plan=make_plan(INDICATORS), into=None, file_name="bench", by=person)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="shirube.actions.backend.PersonBackend")
    session = client.session
    session[STARTED] = session[SEEN] = 10**11
    session.save()
    return done.plan.pk, client


def join_strings(plan: int) -> str:
    """The quickest plain thing: three queries of bare values, and strings put together."""
    from shirube.store.plans import FigureRow, IndicatorRow, MarkRow

    figures = defaultdict(dict)  # type: ignore[var-annotated]
    found = FigureRow.objects.of_everyone().filter(plan=plan)
    for indicator, kind, year, text in found.values_list("indicator", "kind", "year", "text"):
        figures[indicator][kind, year] = text
    marks = MarkRow.objects.of_everyone().filter(plan=plan).values_list("indicator", "year", "mark")
    by_cell = {(indicator, year): mark for indicator, year, mark in marks}
    rows = IndicatorRow.objects.of_everyone().filter(plan=plan).order_by("position")
    names = ("pk", "key", "name", "unit", "node__name", "node__parent__name", "node__parent__parent__name")
    parts = []
    for pk, key, name, unit, node, middle, top in rows.values_list(*names):
        held, url = figures[pk], f"/plans/{plan}/indicators/{key}"
        cells = "".join(
            f'<td class="n">{held.get(("target", year), "")}</td>'
            f'<td class="n">{held.get(("actual", year), "")}</td><td class="g">'
            f'<a href="{url}#y{year}"><b>{by_cell.get((pk, year), "")}</b></a></td>'
            for year in YEARS
        )
        parts.append(
            f'<tr><th>{top}</th><th>{middle}</th><th><a href="{url}">{node}</a>'
            f"<span>{name}（{unit}）</span></th>{cells}</tr>"
        )
    return "".join(parts)


def render_django(plan: int) -> str:
    """The usual way: models with their related rows, and a template of Django's own language."""
    from django.template import Context, Engine

    from shirube.store.plans import IndicatorRow

    found = IndicatorRow.objects.of_everyone().filter(plan=plan).order_by("position")
    rows = list(found.select_related("node__parent__parent").prefetch_related("figures", "marks"))
    for row in rows:
        held = {(item.kind, item.year): item for item in row.figures.all()}
        marks = {item.year: item for item in row.marks.all()}
        parent = row.node.parent
        row.top = parent.parent.name if parent and parent.parent else ""  # type: ignore[attr-defined]
        row.middle = parent.name if parent else ""  # type: ignore[attr-defined]
        row.url = f"/plans/{plan}/indicators/{row.key}"  # type: ignore[attr-defined]
        row.cells = [  # type: ignore[attr-defined]
            {
                "year": year,
                "target": held.get(("target", year)),
                "actual": held.get(("actual", year)),
                "mark": marks.get(year),
            }
            for year in YEARS
        ]
    return Engine().from_string(TEMPLATE).render(Context({"rows": rows}))
