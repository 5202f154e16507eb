from __future__ import annotations

import json

import pytest

from shirube.actions.outcome import NotFound, Refused
from shirube.actions.recipes import forget_recipe, save_recipe
from shirube.core.form import Role
from shirube.core.roles import NotAllowed
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe, parse_layout_recipe
from shirube.store.people import Person
from shirube.store.recipes import RecipeRow, find_recipe, list_recipes
from shirube.store.records import AuditRecord
from tests.people import build_town

pytestmark = pytest.mark.django_db
RECIPE = LayoutRecipe(name="商工の表", columns={"令和7年度 ふたしか": ColumnRule(Role.ACTUAL)})


def save(by: Person, name: str = "商工の表", *, replace: bool = False) -> RecipeRow:
    return save_recipe(
        name=name, recipe=RECIPE, headings=["事業", "令和7年度 ふたしか"], by=by, replace=replace
    )


def test_a_reading_is_kept_as_the_file_that_commands_take() -> None:
    town = build_town()

    row = save(town.secretariat)

    kept = parse_layout_recipe(row.recipe, "商工の表.toml")
    assert dict(kept.columns) == dict(RECIPE.columns)
    record = AuditRecord.objects.of(town.municipality).get(verb="recipe.saved")
    assert json.loads(record.after)["読み取り方"] == row.recipe


def test_a_name_that_is_taken_is_replaced_only_on_purpose() -> None:
    town = build_town()
    first = save(town.secretariat)

    with pytest.raises(Refused, match="すでにあります"):
        save(town.secretariat)
    again = save(town.secretariat, replace=True)

    assert again.pk == first.pk
    assert AuditRecord.objects.of(town.municipality).filter(verb="recipe.saved").count() == 2


@pytest.mark.parametrize("name", ["", "  ", "長" * 81, "\0"])
def test_a_name_that_nobody_could_find_again_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        save(build_town().secretariat, name)


def test_only_who_may_import_keeps_readings_and_others_do_not_see_those_of_a_neighbour() -> None:
    town, other = build_town(), build_town("131016", "隣の市")
    row = save(town.secretariat)

    with pytest.raises(NotAllowed):
        save(town.viewer, "別")
    with pytest.raises(NotFound):
        forget_recipe(recipe=row.pk, by=other.secretariat)
    assert find_recipe(other.access(other.secretariat), row.pk) is None
    assert list_recipes(other.access(other.secretariat)) == []
    assert save(other.secretariat).pk != row.pk  # the same name is free elsewhere


def test_a_reading_let_go_of_is_gone_and_told_in_the_record() -> None:
    town = build_town()
    row = save(town.secretariat)

    forget_recipe(recipe=row.pk, by=town.secretariat)

    assert list_recipes(town.access(town.secretariat)) == []
    assert AuditRecord.objects.of(town.municipality).filter(verb="recipe.forgotten").exists()
