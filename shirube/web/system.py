"""管理／設定: settings in force, how much room there is, how the database is set. Nothing is changed here.

Of a server with several municipalities none sees it: it is the operator's.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shirube.actions.attachments import compute_used
from shirube.conf.environment import list_settings
from shirube.conf.measures import compute_room, list_pragmas, list_versions
from shirube.store.access import Access
from shirube.store.queries import is_shared
from shirube.web.discussion import render_size
from shirube.web.manage_pages import render_manage_page

# Below this much free room the page warns: a backup needs about the size of database and attachments.
LITTLE_ROOM = 1024**3


def show_settings(request: HttpRequest, access: Access) -> HttpResponse:
    """Settings with where each comes from, sizes, the database's own settings, versions."""
    if is_shared():
        return render_manage_page(request, "shared_server.html", access, here="settings", title="設定")
    room = compute_room()
    used, quota = compute_used(access.municipality), settings.ATTACHMENT_QUOTA
    sizes = (
        ("データベース", render_size(room.database), ""),
        ("添付ファイル", render_size(room.attachments), f"上限 {render_size(quota)}の{100 * used // quota}%"),
        ("控え", render_size(room.backups), ""),
        ("空き容量", render_size(room.free), "残りわずかです" if room.free < LITTLE_ROOM else ""),
    )
    return render_manage_page(
        request,
        "settings.html",
        access,
        here="settings",
        title="設定",
        held=list_settings(),
        sizes=sizes,
        pragmas=list_pragmas(),
        versions=list_versions(),
        folder=settings.DATA_FOLDER,
    )
