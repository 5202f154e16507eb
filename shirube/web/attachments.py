"""Evidence for figures: attaching on the page of an indicator, saving to one's own computer, withdrawing.

A file goes out as an attachment only, under a policy that lets nothing in it run.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from shirube.actions import attachments
from shirube.actions.outcome import Refused
from shirube.store.access import Access
from shirube.web.comments import go_to, open_discussion, open_row
from shirube.web.discussion import ATTACH_FIELDS
from shirube.web.entry import parse_year
from shirube.web.forms import Form, read_form_key
from shirube.web.indicator import render_indicator
from shirube.web.pages import say_bad, say_good

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def do_attach(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Attaches the file that was chosen."""
    prepared, row = open_row(access, plan, key)
    file = request.FILES.get("file")
    form = Form(ATTACH_FIELDS, {"attach_year": request.POST.get("attach_year", "")})
    year = form.number("attach_year")
    form.require("attach_year")
    if file is None:
        form.fail("ファイルを選んでください。", "file")
    elif not form.errors and year is not None:
        try:
            attachments.check_size(file.size or 0)
            made = attachments.attach_file(
                indicator=prepared.loaded.indicators[key].pk,
                year=parse_year(year).start,
                name=file.name or "",
                data=file.read(),
                form_key=read_form_key(request),
                by=access.person,
            )
        except Refused as refused:
            form.fail(str(refused), "file")
        else:
            say_good(request, f"「{made.name}」を添付しました。")
            return go_to(plan, key, f"file-{made.pk}")
    talk = open_discussion(access, prepared, row)
    talk.attach = form
    return render_indicator(request, access, prepared, row, talk=talk)


def download_attachment(request: HttpRequest, access: Access, attachment: int) -> HttpResponse:
    """The file, to be saved and never shown by the browser."""
    found, kind, data = attachments.open_attachment(attachment=attachment, by=access.person)
    response = HttpResponse(data, content_type=kind.media)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def do_withdraw_attachment(request: HttpRequest, access: Access, attachment: int) -> HttpResponse:
    """Takes a file out of service, with the reason."""
    found = attachments.find_attachment(access, attachment)
    try:
        attachments.withdraw_attachment(
            attachment=attachment,
            reason=request.POST.get("reason", ""),
            is_erased=request.POST.get("erase") == "yes",
            by=access.person,
        )
    except Refused as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, f"「{found.name}」を取り下げました。記録は残っています。")
    return go_to(found.plan_id, found.indicator.key, f"file-{attachment}")
