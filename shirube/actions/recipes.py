"""Keeping a reading of a table for next year's files, and letting go of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import NotFound, Refused, require_plain
from shirube.readers.layout_recipe import LayoutRecipe, render_layout_recipe
from shirube.store.access import load_access
from shirube.store.people import Person
from shirube.store.recipes import RecipeRow

LONGEST_NAME = 80


@transaction.atomic
def save_recipe(
    *,
    name: str,
    recipe: LayoutRecipe,
    headings: Sequence[str],
    by: Person,
    pdf_columns: str = "",
    replace: bool = False,
) -> RecipeRow:
    """Keeps a reading under a name. One that is there already is replaced only where that is said."""
    access = load_access(by)
    access.require("import_plan")
    require_plain(name)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(f"読み取り方の名前を、{LONGEST_NAME}文字以内で入力してください。")
    reach.lock_municipality(access)
    rows = RecipeRow.objects.of(access.municipality)
    known = rows.select_for_update().filter(name=name.strip()).first()
    if known and not replace:
        raise Refused(
            f"「{name.strip()}」という読み取り方は、すでにあります。置き換えるか、別の名前にしてください。"
        )
    row = known or RecipeRow(municipality=access.municipality, name=name.strip())
    before = row.recipe
    row.recipe = render_layout_recipe(recipe)
    row.pdf_columns = pdf_columns
    row.headings = json.dumps(list(headings), ensure_ascii=False)
    row.person, row.saved_at = by, timezone.now()
    row.save()
    audit.record(
        verb="recipe.saved",
        by=by,
        municipality=access.municipality,
        place=row.name,
        before={"読み取り方": before} if before else None,
        after={"読み取り方": row.recipe} | ({"列の線": pdf_columns} if pdf_columns else {}),
    )
    return row


@transaction.atomic
def forget_recipe(*, recipe: int, by: Person) -> None:
    """Lets go of a reading; what was read by it stays as it is."""
    access = load_access(by)
    access.require("import_plan")
    row = RecipeRow.objects.of(access.municipality).select_for_update().filter(pk=recipe).first()
    if row is None:
        raise NotFound
    row.delete()
    audit.record(
        verb="recipe.forgotten",
        by=by,
        municipality=access.municipality,
        place=row.name,
        before={"読み取り方": row.recipe},
    )
