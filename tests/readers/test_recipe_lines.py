from __future__ import annotations

from shirube.readers.recipe_lines import RecipeLines

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
