from __future__ import annotations

import csv
import io
from fractions import Fraction

from shirube.core.evaluation import evaluate_situation
from shirube.core.finding import Finding, Level
from shirube.core.indicator import Direction
from shirube.core.reading import Missing, Reading
from shirube.core.rounding import Rounding
from shirube.core.situation import Situation
from shirube.writers.cell_list import CellListWriter, GradedCell, name_added_columns, render_added
from tests.builders import build_scale, reading, year

SCALE = build_scale()


def added(target: str, actual: str | Reading) -> list[str]:
    found = actual if isinstance(actual, Reading) else reading(actual)
    situation = Situation(year=year("R6"), direction=Direction.UP, target=reading(target), actual=found)
    evaluation = evaluate_situation(situation, SCALE)
    return render_added(GradedCell(evaluation.rate, evaluation.mark, evaluation.explanation))


def test_a_rate_is_displayed_and_exact_beside_its_grade_and_reason() -> None:
    assert added("105店", "94店") == ["89.5%", "94/105", "B", "94店 ÷ 105店 = 89.5%（50%超90%未満）→ B", ""]


def test_a_missing_figure_has_no_rate_and_never_a_zero() -> None:
    rate, exact, grade, explanation, _ = added("10", Reading(missing=Missing.UNPUBLISHED))

    assert (rate, exact, grade) == ("", "", "")
    assert "未公表" in explanation


def test_a_row_that_was_not_graded_carries_only_its_finding() -> None:
    finding = Finding(code="x", level=Level.GRAVE, message="列が足りません。", remedy="列を足してください。")

    assert render_added(None, [finding]) == ["", "", "", "", "重大：列が足りません。列を足してください。"]


def test_text_of_the_row_inside_our_columns_is_no_formula() -> None:
    hostile = Finding(code="x", level=Level.ODD, message="y")
    text = added("10人", "▲5人")[3]

    assert text.startswith("▲5人")
    assert render_added(None, [hostile])[4] == "要確認：y"
    minus = added("10", "-5")[3]
    assert minus.startswith("'-5 ÷"), "a sentence that begins with a minus is text, not a formula"


def test_columns_stay_and_ours_come_behind_them() -> None:
    sink = io.StringIO()
    writer = CellListWriter(sink, ["indicator", "メモ"])
    writer.write_row(["=SUM(A1)", "a,b\nc"], None)

    rows = list(csv.reader(io.StringIO(sink.getvalue())))

    assert rows[0] == ["indicator", "メモ", "rate", "rate_exact", "grade", "explanation", "finding"]
    assert rows[1] == ["=SUM(A1)", "a,b\nc", "", "", "", "", ""], "what came in goes out unchanged"


def test_cells_beyond_the_header_go_behind_ours_and_are_not_lost() -> None:
    sink = io.StringIO()
    CellListWriter(sink, ["a", "b"]).write_row(["1", "2", "3"], None)

    assert sink.getvalue().splitlines()[1] == "1,2,,,,,,3"


def test_a_column_of_the_same_name_is_not_overwritten() -> None:
    assert name_added_columns(["indicator", "Grade", "grade_2"]) == (
        "rate",
        "rate_exact",
        "grade_3",
        "explanation",
        "finding",
    )


def test_a_rate_is_displayed_as_the_city_rounds() -> None:
    cell = GradedCell(Fraction(94, 105), "B")

    assert render_added(cell, display=Rounding(digits=0))[:2] == ["90%", "94/105"]
    assert render_added(cell)[:2] == ["89.5%", "94/105"]
