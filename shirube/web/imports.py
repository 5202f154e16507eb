"""取込: a file or pasted cells in three steps: choose, look at what would change, apply.

Nothing of the plan changes before the last step, and that can be undone.
"""

from __future__ import annotations

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.outcome import NotFound, Refused
from shirube.actions.plans import import_plan, may_undo, preview_import, undo_import
from shirube.core.form import Role
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from shirube.readers.result import ReadPlan
from shirube.readers.source import UnreadableFile
from shirube.store.access import Access
from shirube.store.plans import PlanRow
from shirube.store.queries import find_import, find_import_sent, find_imports, find_plan
from shirube.store.recipes import choose_recipes_alike, find_recipe, list_recipes
from shirube.store.records import ImportBatch
from shirube.web.forms import Form, parse_number, read_form, read_form_key
from shirube.web.further_tables import build_done_url, find_further, find_taken, name_plan, note_taken
from shirube.web.import_page import build_import_page
from shirube.web.import_reading import answer_unreadable, build_preview_url, find_own_upload, show_reading
from shirube.web.pages import Link, render_page, say_bad, say_good
from shirube.web.plan import render_plan_name
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.readings import (
    ReadingWish,
    choose_table,
    find_grids,
    is_long,
    is_pdf,
    list_headings,
    parse_recipe,
    parse_wish,
    read_upload,
)
from shirube.web.uploads import LARGEST, Upload, keep_upload

FIELDS = {"pasted": "貼り付けた表", "file": "ファイル", "into": "取込先"}
PASTED_NAME = "貼り付けた表.tsv"


def show_import(request: HttpRequest, access: Access, plan: int | None = None) -> HttpResponse:
    """The first step: a file or pasted cells."""
    form = read_form(request, FIELDS)
    if request.method == "POST" and (upload := _take_upload(request, form)):
        token = keep_upload(access.person, *upload)
        address = reverse("import_preview", args=[token])
        return redirect(f"{address}?into={plan}" if plan else address)
    prepared = find_prepared(access, plan) if plan else None
    name = render_plan_name(prepared) if prepared else ""
    crumbs = [Link("計画一覧", reverse("plans"))]
    if plan:
        crumbs.append(Link(name, reverse("plan", args=[plan])))
    return render_page(
        request,
        "import.html",
        access,
        title=f"{name}　取込" if name else "表を取り込む",
        crumbs=(*crumbs, Link("取込")),
        form=form,
        plan=plan,
        batches=_list_batches(access, prepared) if prepared else (),
        recipes=list_recipes(access),
        status=422 if form.errors else 200,
    )


def _list_batches(access: Access, prepared: PreparedPlan) -> list[tuple[ImportBatch, bool]]:
    """The last imports of a plan, each with whether it can be taken back."""
    rows = find_imports(access, prepared.row.pk)[:10]
    return [(batch, may_undo(batch, prepared.row)) for batch in rows]


def _take_upload(request: HttpRequest, form: Form) -> tuple[str, bytes] | None:
    file = request.FILES.get("file")
    pasted = request.POST.get("pasted", "")
    if file is not None:
        if (file.size or 0) > LARGEST:
            form.fail("ファイルが大きすぎます。必要な表だけを新しいファイルに写してください。", "file")
            return None
        return (file.name or "file", file.read())
    if pasted.strip():
        return (PASTED_NAME, pasted.encode("utf-8", "replace"))
    form.fail("ファイルを選ぶか、表を貼り付けてください。", "file")
    return None


def show_import_preview(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """The second step: what was understood and what would change; of a long file first that it is read."""
    upload, into = find_own_upload(access, token), parse_number(request.GET.get("into", ""))
    wish = parse_wish(request.GET.dict())
    try:
        if request.GET.get("wait") != "yes" and is_long(upload) and find_grids(upload, wish.lines) is None:
            return show_reading(request, access, upload)
        found = read_upload(upload, wish, find_layout(access, wish))
    except UnreadableFile as refused:
        return answer_unreadable(request, upload, into, wish, refused)
    return _render_preview(request, access, upload=upload, found=found, into=into, wish=wish)


def find_layout(access: Access, wish: ReadingWish) -> LayoutRecipe:
    """The kept reading that a person wishes to use. Raises NotFound for one of somebody else."""
    if wish.recipe is None:
        return NO_RECIPE
    row = find_recipe(access, wish.recipe)
    if row is None:
        raise NotFound
    return parse_recipe(row.recipe, row.name)


def _render_preview(
    request: HttpRequest,
    access: Access,
    *,
    upload: Upload,
    found: list[ReadPlan],
    into: int | None,
    wish: ReadingWish,
) -> HttpResponse:
    number = choose_table(found, wish.number)
    row = find_plan(access, into) if into else None
    merge = preview_import(found[number - 1].plan, into=into, by=access.person)
    page = build_import_page(
        upload.name,
        found,
        number,
        merge,
        choices=wish.choices,
        is_new=into is None,
        taken=find_taken(access, upload),
    )
    plans = [(item.pk, item.name) for item in access.find_plans("import_plan")]
    recipes = list_recipes(access)
    return render_page(
        request,
        "import_preview.html",
        access,
        title="取り込む内容の確認",
        lead=upload.name,
        crumbs=build_import_crumbs(row, into, "確認"),
        page=page,
        token=upload.token,
        number=number,
        into=into,
        row=row,
        version=row.version if row else 0,
        form_key=secrets.token_urlsafe(18),
        plans=plans,
        roles=[role.value for role in Role],
        years=[(year.start, year.render()) for year in found[number - 1].plan.years],
        kept=wish.list_fields(),
        settled=[(name, text) for name, text in wish.list_fields() if name in ("lines", "recipe")],
        recipes=choose_recipes_alike(recipes, list_headings(found[number - 1])),
        used=next((item for item in recipes if item.pk == wish.recipe), None),
        is_pdf=is_pdf(upload),
    )


def build_import_crumbs(row: PlanRow | None, into: int | None, here: str) -> tuple[Link, ...]:
    """計画一覧 ／ the plan ／ 取込 ／ the step."""
    plan = (Link(row.name, reverse("plan", args=[row.pk])),) if row else ()
    back = reverse("import_into", args=[into]) if into else reverse("import_new")
    return (Link("計画一覧", reverse("plans")), *plan, Link("取込", back), Link(here))


def do_import(request: HttpRequest, access: Access, token: str) -> HttpResponse:
    """The last step: the whole table or nothing. Sent twice, it leads to what the first has done."""
    form_key = read_form_key(request)
    if form_key and (known := find_import_sent(access, form_key)):
        return redirect(build_done_url(known.pk, token if find_further(access, token) else ""))
    upload = find_own_upload(access, token)
    into, wish = parse_number(request.POST.get("into", "")), parse_wish(request.POST.dict())
    try:
        found = read_upload(upload, wish, find_layout(access, wish))
        number = choose_table(found, wish.number)
        done = import_plan(
            plan=name_plan(found, number, upload.name),
            into=into,
            file_name=upload.name,
            file_hash=hashlib.sha256(upload.data).hexdigest(),
            version=parse_number(request.POST.get("version", "")) if into else None,
            form_key=form_key or None,
            by=access.person,
        )
    except (Refused, UnreadableFile) as refused:
        say_bad(request, str(refused))
        return redirect(build_preview_url(token, wish, into))
    are_left = note_taken(
        upload, found, access=access, wish=wish, number=number, into=into, batch=done.batch.pk
    )
    return redirect(build_done_url(done.batch.pk, token if are_left else ""))


def show_import_done(request: HttpRequest, access: Access, batch: int) -> HttpResponse:
    """What an import has done, what to do next, and how to take it back."""
    found = find_import(access, batch)
    if found is None or found.plan is None:
        raise NotFound
    prepared = find_prepared(access, found.plan.pk)
    return render_page(
        request,
        "import_done.html",
        access,
        title="取り込みました",
        crumbs=(
            Link("計画一覧", reverse("plans")),
            Link(found.plan.name, reverse("plan", args=[found.plan.pk])),
            Link("取込の結果"),
        ),
        batch=found,
        prepared=prepared,
        can_undo=may_undo(found, found.plan),
        year=prepared.year,
        further=find_further(access, request.GET.get("file", "")),
    )


def do_undo_import(request: HttpRequest, access: Access, batch: int) -> HttpResponse:
    """Takes an import back."""
    try:
        row = undo_import(batch=batch, by=access.person, reason=request.POST.get("reason", "").strip())
    except Refused as refused:
        say_bad(request, str(refused))
        # Sent twice: the plan that the import made went with the first.
        return redirect("import_done", batch=batch) if find_import(access, batch) else redirect("plans")
    say_good(request, "取込を取り消し、取り込む前の状態に戻しました。")
    return redirect("plan", plan=row.pk) if row else redirect("plans")
