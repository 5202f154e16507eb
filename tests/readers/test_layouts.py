"""Which family a part of a sheet belongs to, and several tables of several families in one file."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers import heading_tables, layouts
from shirube.readers.grid import Grid, Span
from shirube.readers.layout_names import LAYOUTS
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import InsertedRow, LayoutRecipe
from shirube.readers.layouts import find_all_tables
from tests.readers.tables import actuals, grid, read, targets

MIXED = """
部の目標
平成18年度目標|平成18年度実績|自己評価
口座振替率:45%|46.10%|A

成果指標|収納率
自己評価|C
平成(年度)|17|18|19
目標|-|98.50%|97.70%
実績|97.10%|96.70%|96.30%

施策|指標名|令和5年度目標値|令和5年度実績値
甲|参加者数|10|11
"""


def test_tables_of_several_families_stand_in_one_file() -> None:
    plans = read(MIXED)

    assert [(plan.layout, plan.plan.indicators[0].name) for plan in plans] == [
        ("columns", "口座振替率"),
        ("lines", "収納率"),
        ("one-row-per-indicator", "参加者数"),
    ]


def test_a_recipe_may_say_that_lines_are_no_lines() -> None:
    text = """
    指標|区分|R5|R6
    甲|目標|1|2
    |実績|1|2
    """
    plain = LayoutRecipe(name="", layout="one-row-per-indicator")

    assert [found.layout for found in find_all_tables(grid(text))] == ["lines"]
    assert [found.layout for found in find_all_tables(grid(text), plain)] == ["one-row-per-indicator"]


def test_a_recipe_may_name_rows_to_leave_out_and_put_in() -> None:
    text = """
    事務事業評価シート
    目標値|2|13|13
    実績値|2|16|15
    担当|甲課||
    """
    recipe = LayoutRecipe(
        name="",
        skip_rows=frozenset({4}),
        inserts=(InsertedRow(2, ("年度", "H15", "H16", "H17")),),
    )

    (plan,) = read(text, recipe)

    assert actuals(plan.plan.indicators[0]) == {2003: "2", 2004: "16", 2005: "15"}
    assert "担当 甲課" not in plan.plan.remarks


def test_a_recipe_may_name_the_words_of_lines() -> None:
    text = """
    指標||R5|R6
    甲|めざす水準|1|2
    |到達した水準|3|4
    """
    recipe = LayoutRecipe(
        name="", labels={"めざす水準": Role.TARGET, "到達した水準": Role.ACTUAL}, layout="lines"
    )

    (plan,) = read(text, recipe)

    assert targets(plan.plan.indicators[0]) == {2023: "1", 2024: "2"}


def test_every_family_is_described_to_the_officer() -> None:
    assert all(words and not words.isascii() for words in LAYOUTS.values())


def test_a_definition_elsewhere_names_and_sets_the_targets() -> None:
    text = """
    数値目標評価シート
    KPI|指標名|基準値(平成26年度)|目標値(平成31年度)|KPI所管課
    KPI(1)|出生率|0.90|1.40|市民課
    KPI(2)|社会減|300|150|市民課
    年度|単位|策定時|H27|H28
    KPI(1)||0.90|0.93|1.11
    |達成率||66.4%|79.3%
    |達成状況評価||B|B
    KPI(2)|人/年|300|385|245
    |達成率||39.0%|61.2%
    |達成状況評価||B|B
    達成状況評価 A:既達成(100%以上) B:努力が必要(100%未満)
    """

    (plan,) = read(text)

    birth, loss = plan.plan.indicators
    assert (birth.name, loss.name, loss.unit) == ("出生率", "社会減", "人/年")
    assert targets(loss) == {2019: "150"}
    assert birth.baseline is not None
    assert birth.baseline.year == FiscalYear(2014)
    assert birth.bodies == ("市民課",)
    assert plan.plan.scale is not None
    assert [band.mark for band in plan.plan.scale.bands] == ["A", "B"]


_WORDS = (
    "指標|項目|区分|目標|目標値|実績|実績値|達成率|評価|結果|基準値|最新値|単位|R5|R6|令和5年度|"
    "平成(年度)|17|18|19|年度|10人|20人(R5)|80%以上|甲:5件|甲 5件|A|⇧|〃|合計|うち女性|※1 注|"
    "(1)施策|1⇒2⇒3|従前値:1人⇒目標値:2人⇒実績値:3人|成果指標|自己評価|達成率 b/a|計画数 a|完了数 b|"
    "A(目標を達成)|2024年度|100\n200|-|1,000|検討||"
)
WORDS = st.sampled_from(_WORDS.split("|"))
SHEETS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=14)
)


@given(SHEETS, st.booleans())
@settings(max_examples=300)
def test_any_arrangement_of_words_is_read_or_left_without_failing(
    rows: list[list[str]], merged: bool
) -> None:
    merges = (Span(0, 0, min(1, len(rows) - 1), 0),) if merged else ()
    sheet = Grid(file="a", name="b", rows=rows, merges=merges)

    for plan in read_tables(find_all_tables(sheet)):
        for finding in plan.findings:
            assert finding.place.file == "a"
        for key, row in plan.rows.items():
            assert key
            assert 0 <= row < plan.grid.height


def find_loaded_late(source: str) -> set[str]:
    """The modules of readers that functions of a module load."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    loads = [node for one in functions for node in ast.walk(one) if isinstance(node, ast.ImportFrom)]
    return {
        name.rpartition(".")[2]
        for node in loads
        if (name := node.module or "").startswith("shirube.readers.")
    }


@pytest.mark.parametrize("module", [layouts, heading_tables])
def test_the_order_of_the_readers_is_told_where_they_are_asked(module: ModuleType) -> None:
    """Whoever adds a layout must see which readers look at the grid before and after it."""
    path = Path(str(module.__file__))
    told = re.findall(r"(\[?)(\w+)\.py", module.__doc__ or "")

    assert {name for bracket, name in told if bracket} >= find_loaded_late(path.read_text("utf-8"))
    assert [name for _, name in told if not path.with_name(f"{name}.py").exists()] == []


def test_a_module_that_is_loaded_late_is_seen() -> None:
    source = "import re\ndef ask():\n    from shirube.readers.stars import read_stars\n    import json\n"

    assert find_loaded_late(source) == {"stars"}


def test_a_row_of_nothing_but_spaces_stops_no_reading() -> None:
    """A sheet with two such cells near its top could not be read at all."""
    rows = [["　", " ", ""], ["指標", "R5目標", "R5実績"], ["相談件数", "100", "120"]]
    (found,) = read_tables(find_all_tables(Grid(file="表.xlsx", name="表", rows=rows)))

    assert [actuals(item) for item in found.plan.indicators] == [{2023: "120"}]
