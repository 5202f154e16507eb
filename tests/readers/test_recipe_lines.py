from __future__ import annotations

from shirube.readers.recipe_lines import RecipeLines, RecipePlaces

LINES = RecipeLines('name = "a"\n\n[[band]]\nmark = "A"\n[[ band ]]\n  rate = "x"\n[spec]\ntable = 1\n')


def test_a_key_is_found_in_its_own_table() -> None:
    assert LINES.find((), "name") == 1
    assert LINES.find(("band", 0), "mark") == 4
    assert LINES.find(("band", 1), "rate") == 6
    assert LINES.find(("spec", 0), "table") == 8


def test_a_missing_key_is_answered_with_the_heading_of_its_table() -> None:
    assert LINES.find(("band", 1), "mark") == 5
    assert LINES.find((), "band") == 3
    assert LINES.find((), "title") == 0
    assert LINES.find(("code", 0), "mark") == 0


def test_headings_in_quotes_are_found_as_they_are_meant() -> None:
    lines = RecipeLines(
        '[columns]\n"R5 目標" = "目標値"\n\'実績\' = "実績値"\n"改行\\nと\\"印\\"" = "備考"\n'
    )

    assert lines.find(("columns", 0), "R5 目標") == 2
    assert lines.find(("columns", 0), "実績") == 3
    assert lines.find(("columns", 0), '改行\nと"印"') == 4


def test_a_place_is_named_by_file_and_line_and_makes_no_recipe_another() -> None:
    places = RecipePlaces("my.toml", 'name = "a"\n')

    assert places.name("name") == "読み取り設定 my.toml の1行目"
    assert places.name("year") == "読み取り設定 my.toml"
    assert places == RecipePlaces()
    assert hash(places) == hash(RecipePlaces())
