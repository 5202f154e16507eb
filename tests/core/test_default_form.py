"""The form of a plan that came without a table."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.default_form import make_form
from shirube.core.evaluation import evaluate_plan
from shirube.core.form import Form, Role
from shirube.core.plan import Plan
from shirube.core.table import (
    Cell,
    PrintedTable,
    compute_table,
)
from tests.builders import build_indicator, build_plan, year
from tests.writers.sample import make_sample


def compute(plan: Plan) -> PrintedTable:
    return compute_table(plan, evaluate_plan(plan), year("R7"))


def test_a_plan_without_a_form_gets_one_with_every_column_it_fills() -> None:
    table = compute(replace(make_sample(), form=Form()))

    assert [item.column.headings for item in table.columns[:8]] == [
        ("方向性", ""),
        ("個別施策", ""),
        ("実施事業", ""),
        ("指標", ""),
        ("実施主体", ""),
        ("目標とする姿", ""),
        ("実施状況・課題", ""),
        ("令和3年度", "基準値"),
    ]
    assert len(table.columns) == 8 + 3 * 4
    assert table.rows[0].cells[2] == Cell("事業承継セミナー P.33", 1)
    assert table.rows[0].cells[3] == Cell("参加者数")


def test_a_column_of_units_is_added_only_where_the_figures_do_not_show_them() -> None:
    bare = build_plan(build_indicator(unit="人", targets={"R5": "20"}))
    shown = build_plan(build_indicator(unit="人", targets={"R5": "20人"}))

    assert Role.UNIT in [item.column.role for item in compute_table(bare).columns]
    assert Role.UNIT not in [item.column.role for item in compute_table(shown).columns]


def test_a_baseline_of_several_years_names_none() -> None:
    plan = build_plan(build_indicator("1", baseline=("R3", 10)), build_indicator("2", baseline=("R4", 10)))

    headings = [column.headings for column in make_form(plan).columns if column.role is Role.BASELINE]

    assert headings == [("", "基準値")]


def test_levels_without_a_name_are_numbered() -> None:
    form = make_form(replace(build_plan(build_indicator()), levels=()))

    assert [column.headings[0] for column in form.columns[:3]] == ["階層1", "階層2", "階層3"]


def test_notes_have_a_column_only_where_there_are_any() -> None:
    with_notes = make_form(build_plan(build_indicator(notes=("速報",))))

    assert with_notes.find(Role.NOTE) is not None
    assert make_form(build_plan(build_indicator())).find(Role.NOTE) is None
