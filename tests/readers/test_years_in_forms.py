"""Forms that give the years of an indicator below one another."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.years_in_forms import turn_years_of_forms
from tests.readers.tables import actuals, grid, rates, read, read_one, targets

FORM = """
令和6年度 事務事業評価表（令和5年度事業）
事務事業名 | 消費生活相談事業 | | | 所属 | 市民課

成果指標1 | 相談件数 | | | 単位 | 件
年度 | 目標値 | 実績値 | 達成率 | 備考
R4 | 400 | 415 | 103.8% |
R5 | 420 | 433 | 103.1% |
R6 | 430 | | |
成果指標2 | 解決率 | | | 単位 | ％
年度 | 目標値 | 実績値 | 達成率 | 備考
R4 | 90 | 81 | 90.0% |
R5 | 90 | 90 | 100.0% |
R6 | 95 | | |
必要性 | 4点 | 有効性 | 3点
"""


def test_each_indicator_is_named_by_its_label_and_has_its_years() -> None:
    found = read_one(FORM)
    first, second = found.plan.indicators

    assert [(item.name, item.unit) for item in (first, second)] == [("相談件数", "件"), ("解決率", "％")]
    assert targets(first) == {2022: "400", 2023: "420", 2024: "430"}
    assert (actuals(second), rates(second)) == ({2022: "81", 2023: "90"}, {2022: "90.0%", 2023: "100.0%"})


def test_the_head_of_the_form_names_the_activity_across_a_gap() -> None:
    paths = [[node.name for node in path] for path, _ in read_one(FORM).plan.rows]

    assert paths == [["消費生活相談事業"], ["消費生活相談事業"]]


def test_an_indicator_with_other_years_is_of_the_same_activity() -> None:
    first, second = read(FORM.replace("R6 | 95 | | |\n", ""))

    assert [node.name for node in first.plan.rows[0][0]] == ["消費生活相談事業"]
    assert [node.name for node in second.plan.rows[0][0]] == ["消費生活相談事業"]


def test_merged_cells_below_move_with_their_rows() -> None:
    made = turn_years_of_forms(grid(FORM, merges=(Span(3, 1, 3, 3), Span(5, 4, 6, 4), Span(13, 0, 13, 1))))

    assert made is not None
    assert [made.rows[span.top][span.left] for span in made.merges] == ["相談件数", "必要性"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("年度 | 目標 | 実績\nR4 | 1 | 2\nR5 | 3 | 4", id="no name"),
        pytest.param(
            "成果指標 | 目標 | 実績\n年度 | 目標 | 実績\nR4 | 1 | 2\nR5 | 3 | 4", id="headings above"
        ),
        pytest.param("成果指標 | 件数\n年度 | 目標 | 実績 | 人口\nR4 | 1 | 2 | 3\nR5 | 3 | 4 | 5", id="more"),
        pytest.param("成果指標 | 件数\n年度 | 目標 | 実績\nR4 | 1 | 2", id="one year"),
    ],
)
def test_other_tables_with_a_column_of_years_stay(text: str) -> None:
    assert turn_years_of_forms(grid(text)) is None
