"""What the page for targets and baselines holds in its cells."""

from __future__ import annotations

import json

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing, Reading
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from shirube.store.records import Draft
from shirube.web.prepared_plan import prepare_plan
from shirube.web.targets_page import TargetRow, build_target_rows, find_columns, render_cell_text
from tests.builders import build_indicator, build_plan, missing, reading
from tests.people import build_town, import_for, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> PlanRow:
    indicator = build_indicator("1", targets={"R6": 10, "R8": 14}, baseline=("R4", 7))
    return import_for(build_town(), build_plan(indicator, period=(FiscalYear(2024), FiscalYear(2026))))


def build(row: PlanRow, **drafts: str) -> TargetRow:
    pk = row.indicators.get().pk
    kept = {f"figure:{pk}:{place}": Draft(person=Person(), text=text) for place, text in drafts.items()}
    (found,) = build_target_rows(prepare_plan(reload(row)), kept)
    return found


def test_a_year_without_a_target_is_an_empty_cell(row: PlanRow) -> None:
    found = build(row)

    assert [(cell.label, cell.text, cell.version) for cell in found.cells] == [
        ("基準値", "7", 1),
        ("令和6年度", "10", 1),
        ("令和7年度", "", 0),
        ("令和8年度", "14", 1),
    ]
    assert not found.is_complete
    assert [year.start for year in find_columns(prepare_plan(reload(row)))] == [2024, 2025, 2026]


def test_the_form_sends_back_what_was_seen_and_not_what_is_a_draft(row: PlanRow) -> None:
    found = build(row, **{"target:2025": "12"})

    assert found.cells[2].text == "12"
    assert found.has_draft
    assert json.loads(found.seen) == {
        "base": [1, "7"],
        "2024": [1, "10"],
        "2025": [0, ""],
        "2026": [1, "14"],
        "year": "2022",
    }


def test_a_baseline_may_be_of_the_years_before_the_plan(row: PlanRow) -> None:
    years = [text for _, text in build(row).base_years]

    assert (years[0], years[-1]) == ("令和6年度", "平成27年度")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (None, ""),
        (missing(Missing.NOT_ENTERED), ""),
        (missing(Missing.NOT_APPLICABLE, "－"), "対象なし"),
        (missing(Missing.ENDED, "終了"), "終了"),
        (reading("80%以上"), "80以上"),
    ],
)
def test_a_cell_holds_the_figure_or_the_reason(what: Reading | None, text: str) -> None:
    assert render_cell_text(what, "%") == text
