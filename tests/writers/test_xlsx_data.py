"""The sheets データ用 and 凡例: one value per cell, and every column explained."""

from __future__ import annotations

import openpyxl
import pytest

from shirube.core.data_rows import list_data_columns
from tests.writers.sample import decide, make_sample
from tests.writers.workbook import make, rows_of


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return make(make_sample())


def test_the_data_sheet_has_one_row_per_indicator_and_year(book: openpyxl.Workbook) -> None:
    head, *rows = rows_of(book["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    assert head == [column.heading for column in list_data_columns(make_sample())]
    assert len(records) == 14 * (1 + 4)
    found = next(one for one in records if one["指標キー"] == "13" and one["年度（西暦）"] == 2025)
    assert found["年度（和暦）"] == "令和7年度"
    assert (found["目標値"], found["実績値"], found["単位"]) == (30000, 23000, "部")
    assert found["達成率（％）"] == 76.7
    assert (found["評価"], found["算定評価"], found["公表評価"], found["決定評価"]) == ("B", "B", "B", None)
    assert not book["データ用"].merged_cells.ranges
    assert book["データ用"].auto_filter.ref.startswith("A1:")


def test_the_data_sheet_keeps_computed_and_decided_grades_apart() -> None:
    head, *rows = rows_of(make(decide(make_sample(), "9", "A"))["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    found = next(one for one in records if one["指標キー"] == "9" and one["年度（西暦）"] == 2024)
    assert (found["評価"], found["算定評価"], found["決定評価"]) == ("A", "B", "A")
    assert found["決定の理由"] == "目標の年度を繰り下げたため"


def test_a_missing_figure_of_the_data_sheet_says_why(book: openpyxl.Workbook) -> None:
    head, *rows = rows_of(book["データ用"])
    records = [dict(zip(head, row, strict=True)) for row in rows]

    baseline = next(one for one in records if one["指標キー"] == "6" and one["種別"] == "基準値")
    assert baseline["実績値"] is None
    assert baseline["実績値の状況"] is not None


def test_every_column_of_the_data_sheet_is_explained(book: openpyxl.Workbook) -> None:
    explained = {row[0]: row[1] for row in rows_of(book["凡例"])}

    for column in list_data_columns(make_sample()):
        assert explained[column.heading] == column.meaning
    assert explained["S"] == "目標値以上（120%以上）"
