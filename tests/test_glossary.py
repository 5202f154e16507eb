"""GLOSSARY.md names what the rules know: one English word for one Japanese word, and nothing left out."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from enum import Enum
from pathlib import Path

import pytest

from shirube.core.finding import Level
from shirube.core.form import Role
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.indicator import Accumulation, Direction
from shirube.core.projection import METHODS
from shirube.core.quantity import Qualifier
from shirube.core.reading import Missing, Standing
from shirube.core.rollup import ROLLUP_RULES
from shirube.core.rounding import RoundingMode
from shirube.core.scale import Evidence, Subject

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "GLOSSARY.md"

# Where the words of the trade live; the rest of core computes and prints with them.
DOMAIN = [
    "agreement",
    "evaluation",
    "finding",
    "fiscal_year",
    "form",
    "formulas",
    "indicator",
    "plan",
    "quantity",
    "reading",
    "rounding",
    "scale",
    "situation",
    "undefined",
]
ENUMS: tuple[type[Enum], ...] = (
    Accumulation,
    Direction,
    Evidence,
    Measure,
    Missing,
    Qualifier,
    Role,
    RoundingMode,
    Standing,
    Subject,
)


def read_rows(text: str) -> list[tuple[str, str]]:
    """Japanese and English of every row of every table."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [(row[0], row[1].strip("`")) for row in rows if row[0] != "日本語"]


def read_classes(module: str) -> set[str]:
    """The public classes of a module of core."""
    tree = ast.parse((ROOT / "shirube" / "core" / f"{module}.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"}


def check_words(rows: list[tuple[str, str]]) -> list[str]:
    """English words that stand for two Japanese ones."""
    japanese = defaultdict(set)
    for word, english in rows:
        japanese[english].add(word)
    return [f"{english}: {'、'.join(sorted(words))}" for english, words in japanese.items() if len(words) > 1]


@pytest.mark.parametrize("module", DOMAIN)
def test_every_value_of_the_rules_has_its_word(module: str) -> None:
    known = {english for _, english in read_rows(GLOSSARY.read_text("utf-8"))}

    assert read_classes(module) - known == set()


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_choice_is_listed_with_the_word_that_officers_read(kind: type[Enum]) -> None:
    expected = {(member.value or "（なし）", f"{kind.__name__}.{member.name}") for member in kind}

    assert expected - set(read_rows(GLOSSARY.read_text("utf-8"))) == set()


def test_the_weights_of_findings_are_listed() -> None:
    expected = {(level.label, f"Level.{level.name}") for level in Level}

    assert expected <= set(read_rows(GLOSSARY.read_text("utf-8")))


def test_every_formula_and_method_is_listed() -> None:
    expected = {(item.label, item.name) for item in FORMULAS.values()}
    expected |= {(item.label, item.name) for item in ROLLUP_RULES.values()}
    expected |= {(item.label, item.name) for item in METHODS.values()}

    assert expected - set(read_rows(GLOSSARY.read_text("utf-8"))) == set()


def test_no_name_in_the_glossary_has_left_the_code() -> None:
    text = GLOSSARY.read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "shirube").rglob("*.py"))
    names = set(re.findall(r"^\| [^|]+ \| `([\w.-]+)`", text, re.MULTILINE))

    assert len(names) > 100
    assert [name for name in names if name.rpartition(".")[2] not in code] == []


def test_no_english_word_stands_for_two_japanese_ones() -> None:
    rows = read_rows(GLOSSARY.read_text("utf-8"))

    # Keys of rules and methods are unique within their own table only ("mean" of rates, "mean" of years).
    keys = {*ROLLUP_RULES, *METHODS}
    assert check_words([row for row in rows if row[1] not in keys]) == []


def test_a_doubled_word_is_found() -> None:
    assert check_words([("指標", "indicator"), ("目標", "target"), ("指数", "indicator")]) == [
        "indicator: 指数、指標"
    ]
