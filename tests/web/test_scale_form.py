from __future__ import annotations

from shirube.web.scale_form import change_rows, count_rows, fill_texts, make_form
from tests.builders import build_scale


def marks(texts: dict[str, str], table: str = "bands", prefix: str = "band") -> list[str]:
    return [texts.get(f"{prefix}-{row}-mark", "") for row in range(count_rows(texts, table))]


def test_a_rule_stands_in_the_form_as_it_is_printed() -> None:
    texts = fill_texts(build_scale())

    assert marks(texts) == ["S", "A", "B", "C"]
    assert (texts["band-2-lower"], texts["band-2-lower_side"]) == ("50", "超")
    assert (texts["band-2-upper"], texts["band-2-upper_side"]) == ("90", "未満")
    assert texts["formula-up-0"] == "実績値÷目標値"
    assert texts["judge"] == "なし"


def test_an_empty_form_asks_for_four_grades() -> None:
    texts = fill_texts(None)

    assert marks(texts) == ["", "", "", ""]
    assert make_form(texts)["band-3-mark"].label == "評価区分4 記号"


def test_rows_are_added_moved_and_removed_and_nothing_else_is_lost() -> None:
    texts = {**fill_texts(build_scale()), "title": "書きかけ", "band-1-colour": "#"}

    added = change_rows(texts, "add-bands")
    moved = change_rows(texts, "up-bands-1")
    removed = change_rows(texts, "remove-bands-0")

    assert marks(added) == ["S", "A", "B", "C", ""]
    assert marks(moved) == ["A", "S", "B", "C"]
    assert moved["band-0-colour"] == "#"
    assert marks(removed) == ["A", "B", "C"]
    assert "band-3-mark" not in removed
    assert {added["title"], moved["title"], removed["title"]} == {"書きかけ"}
    assert removed["band-1-lower"] == "50"


def test_a_wish_that_means_nothing_changes_nothing() -> None:
    texts = fill_texts(build_scale())

    for wish in ("", "add-notes", "remove-bands-99", "up-bands-0", "remove-bands-x", "burn-bands-1"):
        assert marks(change_rows(texts, wish)) == ["S", "A", "B", "C"], wish


def test_the_number_of_rows_has_a_limit() -> None:
    assert count_rows({"bands": "999"}, "bands") == 30
    assert count_rows({"bands": "-1"}, "bands") == 0
    assert count_rows({"bands": "１"}, "bands") == 0
