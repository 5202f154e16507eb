"""The data sheet as CSV: opens in Excel, one value per cell, no formula."""

from __future__ import annotations

import csv
import io

import pytest

from shirube.core.data_rows import list_data_columns
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.csv_file import render_csv
from tests.writers.sample import change, make_sample


def read(plan: Plan) -> list[dict[str, str]]:
    text = render_csv(compute_report(plan))[0].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_excel_is_told_the_encoding_by_the_mark_at_the_start() -> None:
    data, findings = render_csv(compute_report(make_sample()))

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 1 + 14 * 5
    assert findings == []


def test_every_indicator_has_a_row_for_its_baseline_and_each_year() -> None:
    rows = read(make_sample())

    assert list(rows[0]) == [column.heading for column in list_data_columns(make_sample())]
    found = next(row for row in rows if row["指標キー"] == "13" and row["年度（西暦）"] == "2025")
    assert (found["目標値"], found["実績値"], found["単位"]) == ("30000", "23000", "部")
    assert (found["達成率（％）"], found["評価"]) == ("76.7", "B")


def test_a_missing_figure_is_empty_and_never_a_zero() -> None:
    found = next(row for row in read(make_sample()) if row["指標キー"] == "6")

    assert (found["種別"], found["実績値"]) == ("基準値", "")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "＝１＋１"])
def test_a_text_like_a_formula_is_not_run(text: str) -> None:
    rows = read(change(make_sample(), "1", name=text))

    assert rows[0]["指標名"] == f"'{text}"


def test_line_breaks_and_commas_stay_inside_their_cell() -> None:
    rows = read(change(make_sample(), "1", name='回数, "延べ"\n人数'))

    assert rows[0]["指標名"] == '回数, "延べ"\n人数'
    assert len(rows) == 14 * 5
