"""管理／控え: the backups that are there, making one now, carrying one away. Putting back is a command.

Carrying away needs the password again: a backup holds everything, and a session may have been left open.
"""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from shirube.actions.accounts import prove_password
from shirube.actions.backups import record_download, require_whole_server
from shirube.actions.outcome import NotFound, Refused
from shirube.conf.backup_list import find_backup, list_backups
from shirube.jobs.backup_run import find_folder, read_state, start_backup
from shirube.store.access import Access
from shirube.store.queries import is_shared
from shirube.web.discussion import render_size
from shirube.web.forms import Form, read_form
from shirube.web.manage_pages import render_manage_page
from shirube.web.pages import render_part, say_bad, say_good

DOWNLOAD_FIELDS = {"name": "控え", "backup_password": "パスワード"}


def show_backups(request: HttpRequest, access: Access) -> HttpResponse:
    """The list, newest first, and how the one being made stands."""
    return _render(request, access)


def show_backup_state(request: HttpRequest, access: Access) -> HttpResponse:
    """The part of the page that says how far it is; once it is over, the whole page is drawn anew."""
    if is_shared():
        raise NotFound
    state = read_state(find_folder())
    part = render_part(request, "backup_state.html", state=state)
    if not state.is_running:
        part.headers["HX-Refresh"] = "true"
    return part


def do_make_backup(request: HttpRequest, access: Access) -> HttpResponse:
    """Has a backup made; the answer does not wait for it."""
    if start_backup(by=access.person):
        say_good(request, "控えの作成を始めました。終わると、一覧に表示されます。")
    else:
        say_bad(request, "控えは、今作成しているところです。終わるまでお待ちください。")
    return redirect("backups")


def do_download_backup(request: HttpRequest, access: Access) -> HttpResponseBase:
    """A whole backup to be saved, on record before its first byte goes out."""
    require_whole_server(access.person)
    form = read_form(request, DOWNLOAD_FIELDS)
    if not form.require("name"):
        return _render(request, access, form)
    backup = find_backup(find_folder(), form.text("name"))
    if backup is None or not backup.is_whole:
        raise NotFound
    try:
        prove_password(password=request.POST.get("backup_password", ""), by=access.person)
    except Refused as refused:
        form.fail(str(refused), "backup_password")
        return _render(request, access, form)
    record_download(name=backup.name, by=access.person)
    response = FileResponse(
        backup.path.open("rb"), as_attachment=True, filename=backup.name, content_type="application/zip"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _render(request: HttpRequest, access: Access, form: Form | None = None) -> HttpResponse:
    if is_shared():
        return render_manage_page(request, "shared_server.html", access, here="backups", title="控え")
    backups = list_backups(find_folder())
    return render_manage_page(
        request,
        "backups.html",
        access,
        here="backups",
        title="控え",
        backups=[(backup, render_size(backup.size)) for backup in backups],
        choices=[(item.name, item.name) for item in backups if item.is_whole],
        state=read_state(find_folder()),
        form=form or Form(DOWNLOAD_FIELDS),
        status=422 if form else 200,
    )
