"""読み取り方: keeping how a table was read, having it as a file, and letting go of it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions.outcome import NotFound, Refused
from shirube.actions.recipes import forget_recipe, save_recipe
from shirube.readers.column_lines import render_column_lines
from shirube.readers.source import UnreadableFile
from shirube.store.access import Access
from shirube.store.recipes import find_recipe
from shirube.web.forms import parse_number
from shirube.web.import_reading import build_preview_url, find_own_upload
from shirube.web.imports import find_layout
from shirube.web.pages import say_bad, say_good
from shirube.web.readings import (
    choose_table,
    list_headings,
    make_recipe,
    parse_wish,
    read_upload,
)


def do_save_recipe(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """Keeps the reading of the file as it stands in the form, and goes on with the import."""
    upload = find_own_upload(access, token)
    wish, into = parse_wish(request.POST.dict()), parse_number(request.POST.get("into", ""))
    name = request.POST.get("name", "").strip()
    try:
        found = read_upload(upload, wish, find_layout(access, wish))
        read = found[choose_table(found, wish.number) - 1]
        save_recipe(
            name=name,
            recipe=make_recipe(read, wish, name),
            headings=list_headings(read),
            pdf_columns=render_column_lines(wish.lines),
            replace=request.POST.get("replace") == "yes",
            by=access.person,
        )
    except (Refused, UnreadableFile) as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, f"読み取り方「{name}」を登録しました。同じ様式の表を取り込むときに選べます。")
    return redirect(build_preview_url(token, wish, into) + "#recipe")


def download_recipe(request: HttpRequest, access: Access, recipe: int) -> HttpResponse:
    """The reading as a TOML file, as the commands take it."""
    row = find_recipe(access, recipe)
    if row is None:
        raise NotFound
    response = HttpResponse(row.recipe, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"recipe.toml\"; filename*=UTF-8''{quote(row.name)}.toml"
    )
    return response


def do_forget_recipe(request: HttpRequest, access: Access, recipe: int) -> HttpResponse:
    """Lets go of a reading."""
    forget_recipe(recipe=recipe, by=access.person)
    say_good(request, "読み取り方を削除しました。取り込んだ計画は、そのままです。")
    return redirect("import_new")
