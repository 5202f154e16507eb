"""列の線: a page of a PDF without rules, drawn, with lines to be put where its columns meet."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from shirube.readers.column_lines import parse_column_lines, render_column_lines
from shirube.readers.pdf_picture import PagePicture, suggest_columns
from shirube.readers.source import UnreadableFile
from shirube.store.access import Access
from shirube.store.queries import find_plan
from shirube.store.recipes import list_recipes
from shirube.web.forms import Form, parse_number
from shirube.web.import_reading import build_preview_url, find_own_upload
from shirube.web.imports import build_import_crumbs
from shirube.web.pages import render_page, say_bad
from shirube.web.readings import ReadingWish, is_pdf, read_picture

FIELDS = {"lines": "列の線の位置", "page": "ページ", "into": "取込先"}
_RULER = 50


@dataclass(frozen=True, slots=True)
class Ruler:
    """One mark of the ruler above the page."""

    x: int
    words: str


def show_columns(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """The page with its lines: those in the address, else those that the page itself suggests."""
    upload = find_own_upload(access, token)
    form = Form(FIELDS, request.GET.dict())
    into, number = parse_number(form.text("into")), parse_number(form.text("page")) or 1
    row = find_plan(access, into) if into else None
    picture = None
    try:
        picture = read_picture(upload, number) if is_pdf(upload) else None
    except UnreadableFile as refused:
        say_bad(request, str(refused))
    lines = _choose_lines(form, picture)
    return render_page(
        request,
        "import_columns.html",
        access,
        title="列の線を引く",
        lead=upload.name,
        crumbs=build_import_crumbs(row, into, "列の線"),
        form=form,
        picture=picture,
        number=number,
        pages=range(1, min(picture.pages, 50) + 1) if picture else (),
        ruler=_build_ruler(picture),
        lines=lines,
        token=token,
        into=into,
        forward=build_preview_url(token, ReadingWish(lines=lines), into) if lines else "",
        recipes=[item for item in list_recipes(access) if item.pdf_columns],
        status=422 if form.errors else 200,
    )


def _choose_lines(form: Form, picture: PagePicture | None) -> tuple[float, ...]:
    """The lines to be drawn; the field then says the same."""
    lines = parse_column_lines(form.text("lines"))
    if lines is None:
        form.fail(
            "左端からの距離を「40, 180, 320」のように、数字をコンマで区切って入力してください。", "lines"
        )
        return ()
    if not form.text("lines") and picture:
        lines = suggest_columns(picture)
    if lines and len(lines) < 3:
        form.fail("線は、表の左端と右端を含めて3本以上必要です。", "lines")
    if picture and any(place > picture.width for place in lines):
        form.fail(f"ページの幅は{picture.width:g}です。それより右の線は引けません。", "lines")
    form["lines"].value = render_column_lines(lines)
    return lines


def _build_ruler(picture: PagePicture | None) -> list[Ruler]:
    width = int(picture.width) if picture else 0
    return [Ruler(x, str(x)) for x in range(0, width + 1, _RULER)]
