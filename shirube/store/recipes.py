"""Readings that a municipality keeps for next year's files: which column holds what, where columns begin.

What a recipe says is TOML of readers/layout_recipe.py, kept as text so that it can be handed on as a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from shirube.readers.recipe_headings import fold_heading
from shirube.store.access import Access
from shirube.store.people import Municipality, Person
from shirube.store.scoping import ScopedManager

# So large a share of the headings has to be the same before a reading is offered for another table.
_ALIKE = 0.6


class RecipeRow(models.Model):
    """One reading. ``headings`` are those of the table it was made for, as a JSON list.

    ``pdf_columns`` are the places of the column lines in points with commas between them, "" without any.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    recipe = models.TextField()
    pdf_columns = models.TextField(blank=True)
    headings = models.TextField(default="[]")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "name"], name="recipe_name")]


def list_recipes(access: Access) -> list[RecipeRow]:
    """Every reading of the municipality, by name."""
    return list(RecipeRow.objects.of(access.municipality).select_related("person"))


def find_recipe(access: Access, recipe: int) -> RecipeRow | None:
    """One of the own municipality's readings, None for any other."""
    return RecipeRow.objects.of(access.municipality).filter(pk=recipe).first()


def choose_recipes_alike(recipes: Iterable[RecipeRow], headings: Iterable[str]) -> list[RecipeRow]:
    """The readings made for tables with nearly these headings, the most alike first. Years do not matter."""
    wanted = {fold_heading(heading) for heading in headings} - {""}
    found = []
    for recipe in recipes:
        held = {fold_heading(heading) for heading in json.loads(recipe.headings)} - {""}
        alike = len(held & wanted) / len(held | wanted) if held and wanted else 0
        if alike >= _ALIKE:
            found.append((-alike, recipe.name, recipe))
    return [recipe for _, _, recipe in sorted(found, key=lambda item: item[:2])]
