"""The time between choosing a file and seeing what it holds: reading goes on, can be given up, or failed.

The file is read within a request of its own, by a child process that ends with its time limit at the
latest; giving up throws the file away, which ends the child. Without JavaScript the page goes on by itself.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.outcome import NotFound
from shirube.readers.column_lines import render_column_lines
from shirube.readers.sandbox import Limits
from shirube.readers.source import UnreadableFile
from shirube.store.access import Access
from shirube.web.forms import parse_number
from shirube.web.gate import is_part
from shirube.web.pages import Link, render_page, say_bad, say_good
from shirube.web.readings import ReadingWish, is_pdf, parse_wish, read_grids
from shirube.web.remedies import say_on_page
from shirube.web.uploads import Upload, find_upload, forget_upload

# What a PDF is refused with where a person can help by drawing the lines of its columns.
NEEDS_LINES = "pdf-without-rules"


def find_own_upload(access: Access, token: str) -> Upload:
    """The person's own file. Raises NotFound for any other."""
    upload = find_upload(access.person, token)
    if upload is None:
        raise NotFound
    return upload


def build_preview_url(token: str, wish: ReadingWish, into: int | None, **further: str) -> str:
    """The address of the second step for one reading of a file."""
    fields = [("table", str(wish.number))] if wish.number else []
    fields += [("into", str(into))] if into else []
    fields += [*wish.list_fields(), *further.items()]
    return f"{reverse('import_preview', args=[token])}?{urlencode(fields)}"


def show_reading(request: HttpRequest, access: Access, upload: Upload) -> HttpResponse:
    """That the file is being read, how long it may take, and how to give up."""
    wish, into = parse_wish(request.GET.dict()), parse_number(request.GET.get("into", ""))
    return render_page(
        request,
        "import_reading.html",
        access,
        title="読み取っています",
        lead=upload.name,
        crumbs=(Link("計画一覧", reverse("plans")), Link("取込")),
        token=upload.token,
        fields=[*wish.list_fields(), ("into", str(into or "")), ("table", str(wish.number or ""))],
        forward=build_preview_url(upload.token, wish, into, wait="yes"),
        seconds=Limits().seconds,
        size=f"{len(upload.data) / 1024**2:,.1f}",
    )


def do_read(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """Reads the file; the answer comes when it has been read, and leads on."""
    upload = find_own_upload(access, token)
    wish, into = parse_wish(request.POST.dict()), parse_number(request.POST.get("into", ""))
    try:
        read_grids(upload, wish.lines)
    except UnreadableFile as refused:
        if refused.code == "file-unwanted":
            return HttpResponse(status=204)  # the page that asked is gone
        return _lead(request, answer_unreadable(request, upload, into, wish, refused))
    return _lead(request, redirect(build_preview_url(token, wish, into)))


def do_cancel_reading(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """Gives a file up. A reading of it ends within a moment."""
    upload, into = find_own_upload(access, token), parse_number(request.POST.get("into", ""))
    forget_upload(access.person, token)
    say_good(request, f"「{upload.name}」の取込を取りやめました。何も変わっていません。")
    return redirect("import_into", plan=into) if into else redirect("import_new")


def answer_unreadable(
    request: HttpRequest, upload: Upload, into: int | None, wish: ReadingWish, refused: UnreadableFile
) -> HttpResponse:
    """Back to the first step with the reason; where lines of columns would help, to drawing them."""
    if wish.lines or refused.code != NEEDS_LINES:
        say_bad(request, say_on_page(str(refused)))
    if is_pdf(upload) and (wish.lines or refused.code == NEEDS_LINES):
        fields = {"into": str(into or ""), "lines": render_column_lines(wish.lines)}
        query = urlencode({name: text for name, text in fields.items() if text})
        address = reverse("import_columns", args=[upload.token])
        return redirect(f"{address}?{query}" if query else address)
    return redirect("import_into", plan=into) if into else redirect("import_new")


def _lead(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same answer for a part of a page: htmx goes there with the whole page."""
    if not is_part(request):
        return answer
    part = HttpResponse(status=204)
    part.headers["HX-Redirect"] = answer.headers["Location"]
    return part
