"""Nobody who works with pages is told to give an option to a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shirube.web.remedies import say_on_page

_READERS = Path(__file__).parents[2] / "shirube" / "readers"
# Recipes are read and written by commands alone.
_OF_COMMANDS = {"layout_recipe.py", "scale_recipe.py"}
_OPTION = re.compile(r"--[a-z]|shirube [a-z]")


def _render(node: ast.expr) -> str:
    """The text of a constant or an f-string, 0 for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_render(part) if isinstance(part, ast.Constant) else "0" for part in node.values)
    return ""


def _list_texts() -> Iterator[tuple[str, str]]:
    for path in sorted(_READERS.glob("*.py")):
        if path.name in _OF_COMMANDS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        inner = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in docs | inner:
                text = _render(node)
                if _OPTION.search(text):
                    yield path.name, text


TEXTS = list(_list_texts())


def test_readers_do_name_options() -> None:
    """The control: the next test has something to look at."""
    assert len(TEXTS) > 10


@pytest.mark.parametrize(
    ("module", "text"), TEXTS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(TEXTS)]
)
def test_every_option_that_a_reader_names_is_said_in_words_of_the_page(module: str, text: str) -> None:
    assert not _OPTION.search(say_on_page(text)), module


def test_other_remedies_stay_as_they_are() -> None:
    remedy = "見出しに「令和6年度」のように年度を記入してください。"

    assert say_on_page(remedy) == remedy


def test_what_stands_around_an_option_is_kept() -> None:
    remedy = "表題か見出しに年度を記入するか、読み取り設定（--layout）の year に年度を指定してください。"

    assert (
        say_on_page(remedy) == "表題か見出しに年度を記入するか、下の「列の読み取り方」で選び直してください。"
    )


def test_where_no_table_was_found_the_page_names_no_columns_below() -> None:
    remedy = (
        "見出しを「R6目標」「R6実績」のように直すか、読み取り設定（--layout）に heading_rows = [2, 3] と、"
        '[columns] に "令和5年度" = { role = "実績値" } のように書いてください。'
    )

    assert say_on_page(remedy) == "見出しを「R6目標」「R6実績」のように直してください。"
