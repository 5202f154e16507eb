from __future__ import annotations

from pathlib import Path

import pytest

import shirube
from shirube.core.scale import Evidence
from shirube.core.scale_problems import find_gaps, find_overlaps
from shirube.core.scale_spec import NONE_WORD, render_spec
from shirube.core.scale_words import parse_condition, render_condition, render_scale
from shirube.readers.scale_recipe import (
    ScaleRecipe,
    find_scale,
    load_recipes,
    load_scales,
    parse_scale_recipe,
)

FOLDER = Path(shirube.__file__).parent / "recipes" / "scales"
RECIPES = {recipe.scale.name: recipe for recipe in load_recipes() if recipe.scale}
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "scales.md"
EXAMPLES = DOCUMENTATION.with_name("scale_examples.md")


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_every_shipped_rule_gives_the_rates_and_grades_of_its_own_examples(recipe: ScaleRecipe) -> None:
    assert [finding.message for finding in recipe.findings] == []
    assert len(recipe.spec) >= 1


def test_a_wrong_example_is_noticed() -> None:
    text = (FOLDER / "akiruno_shokogyo.toml").read_text(encoding="utf-8")
    slip = text.replace("89.5% ", "90.5% ").replace(
        "| C    | 公表値（令和7年度）", "| B    | 公表値（令和7年度）"
    )

    codes = [finding.code for finding in parse_scale_recipe(slip).findings]

    assert codes == ["scale-example-differs"] * 2


def test_every_file_of_the_folder_is_read_and_named_after_its_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(RECIPES)
    assert len(RECIPES) >= 27


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_every_grade_and_code_that_figures_can_earn_is_shown_by_an_example(recipe: ScaleRecipe) -> None:
    assert recipe.scale is not None
    shown = {case.mark for case in recipe.spec}
    computed = {band.mark for band in recipe.scale.bands if not band.is_judged}
    # Of two-axis rules a half of the letters differs only in what a person enters.
    unshown = computed - shown
    assert len(unshown) * 2 <= len(computed), unshown


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_no_shipped_rule_leaves_a_gap_or_claims_a_rate_twice(recipe: ScaleRecipe) -> None:
    assert recipe.scale is not None
    for bands in (recipe.scale.bands, recipe.scale.final_bands):
        assert list(find_gaps(bands)) == []
        assert list(find_overlaps(bands)) == []


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_every_rule_names_its_source_and_prints_in_words(recipe: ScaleRecipe) -> None:
    assert recipe.scale is not None
    words = render_scale(recipe.scale)

    assert recipe.scale.source in words
    for band in recipe.scale.bands:
        assert f"  {band.mark}" in words


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_every_condition_reads_back_as_it_was_printed(recipe: ScaleRecipe) -> None:
    assert recipe.scale is not None
    for band in (*recipe.scale.bands, *recipe.scale.final_bands):
        for way in band.ways:
            for condition in way:
                assert parse_condition(render_condition(condition)) == condition


def test_edges_that_nobody_has_confirmed_are_marked_so() -> None:
    seed = find_scale("akiruno_shokogyo")

    open_edges = {(band.mark, int(edge.value * 100)) for band, edge in seed.find_open_edges()}

    assert open_edges == {("S", 120), ("A", 90)}
    confirmed = seed.band("B")
    assert confirmed is not None
    assert confirmed.rate is not None
    assert confirmed.rate.lower is not None
    assert confirmed.rate.lower.evidence is Evidence.STATED


def test_the_codes_of_the_comprehensive_plan_are_all_there() -> None:
    scale = find_scale("akiruno_sogokeikaku")

    assert [band.mark for band in scale.bands] == ["S", "A", "B", "C"]
    assert [code.mark for code in scale.codes] == ["F", "X", "Y", "Z"]


def test_a_rule_is_found_by_name_and_by_title_and_a_slip_is_answered_with_the_nearest() -> None:
    assert find_scale("uda_sogosenryaku") is find_scale("宇陀市 総合戦略の数値目標")
    with pytest.raises(ValueError, match="uda_sogosenryaku"):
        find_scale("uda_sogosenryku")
    with pytest.raises(ValueError, match=r"^評価基準「雲」は登録されていません。一覧は"):
        find_scale("雲")


def test_the_documentation_prints_every_rule_and_its_examples_as_they_are() -> None:
    printed = EXAMPLES.read_text(encoding="utf-8")

    for recipe in RECIPES.values():
        assert recipe.scale is not None
        assert render_scale(recipe.scale) in printed, (
            f"{recipe.scale.name}：docs/scale_examples.md を更新してください"
        )
        assert render_spec(recipe.spec) in printed, (
            f"{recipe.scale.name}：docs/scale_examples.md を更新してください"
        )


def test_every_shipped_rule_is_listed_in_the_documentation() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")

    for scale in load_scales():
        assert f"`{scale.name}`" in text
    assert NONE_WORD in text
