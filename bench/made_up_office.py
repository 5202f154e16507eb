"""A data folder with a large plan and people who are logged in: ``python -m bench.made_up_office FOLDER``.

A process of its own, because Django knows one database in each. Prints as JSON what the clients need.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

INDICATORS = 500
YEAR = 2026
# As many people as clients: each has the own session, as in an office.
PEOPLE = 4


def main(folder: Path) -> dict[str, Any]:
    """Makes everything; returns addresses, keys and cookies."""
    os.environ["SHIRUBE_DATA"] = str(folder)
    from shirube.conf.startup import migrate, start_django

    start_django(make_key=True)
    migrate(folder)
    logging.disable(logging.WARNING)
    from bench.made_up_plan import make_plan
    from shirube.actions.people import create_body, create_municipality, create_post, invite_person
    from shirube.actions.plans import import_plan
    from shirube.core.roles import Role
    from shirube.store.plans import FigureRow, IndicatorRow

    admin = create_municipality(code="132284", name="市", admin_login="admin", admin_name="管理者").person
    body = create_body(name="課", by=admin)
    post = create_post(body=body.pk, name="計画担当", role=Role.PLAN_SECRETARIAT, by=admin)
    people = [
        invite_person(login=f"person{number}", name=f"職員{number}", post=post.pk, by=admin).person
        for number in range(PEOPLE)
    ]
    done = import_plan(plan=make_plan(INDICATORS), into=None, file_name="bench", by=admin)
    rows = IndicatorRow.objects.of(admin.municipality_id).filter(plan=done.plan.pk).order_by("position")
    cells = FigureRow.objects.of(admin.municipality_id).filter(plan=done.plan.pk, kind="actual", year=YEAR)
    versions = dict(cells.values_list("indicator", "version"))
    return {
        "plan": done.plan.pk,
        "year": YEAR,
        "indicators": [[pk, key, versions.get(pk, 0)] for pk, key in rows.values_list("pk", "key")],
        "sessions": [_log_in(person) for person in people],
    }


def _log_in(person: Any) -> list[str]:
    """The cookies of a session, and the token that forms send with it."""
    import time

    from django.conf import settings
    from django.http import HttpRequest
    from django.middleware.csrf import get_token
    from django.test import Client

    from shirube.conf.middleware import SEEN, STARTED

    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="shirube.actions.backend.PersonBackend")
    session = client.session
    session[STARTED] = session[SEEN] = int(time.time())
    session.save()
    request = HttpRequest()
    token = get_token(request)
    secret = request.META["CSRF_COOKIE"]
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={secret}"
    return [cookies, token]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
