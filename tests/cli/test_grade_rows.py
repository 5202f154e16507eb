from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.cli.grade_rows import GradeTask, RowGrader, render_header
from shirube.core.scale import Scale
from shirube.readers.cell_list import CellList
from shirube.readers.scale_recipe import load_scales
from tests.builders import build_scale

HEADER = "indicator,fiscal_year,target,actual,baseline,direction,kind,previous,unit,メモ"
SCALES = load_scales()

FIGURES = """
0,9,10,8.95,0.05,100,115,120,50,90,1,08|28000部|２３％|▲3|-2|80%以下|集計中|設置|5分|5時間|40%以上60%以下|6(速報値)|1,000|
"""
figures = st.sampled_from([*FIGURES.strip().split("|"), *FIGURES.partition("|")[0].strip().split(",")])
cells = st.tuples(
    st.sampled_from(["x", "", '引用"符', "=A1", "a,b", "二行\nに"]),
    st.sampled_from(["R7", "R7", "", "R5～R7"]),
    figures,
    figures,
    st.sampled_from(["", "5", "100人"]),
    st.sampled_from(["up", "up", "down", "maintain", "", "横"]),
    st.sampled_from(["annual", "cumulative", "", "text"]),
    st.sampled_from(["", "7"]),
    st.sampled_from(["", "人"]),
    st.sampled_from(["", "秘密", "  "]),
)


def write_list(rows: list[tuple[str, ...]], newline: str = "\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=newline).writerows([HEADER.split(","), *rows])
    return text.getvalue().encode()


def grade(data: bytes, scale: Scale, *, is_plain: bool, explains: bool = True) -> tuple[bytes, Counter[str]]:
    cells = CellList(io.BytesIO(data), name="x", questions=scale.questions)
    task = GradeTask(
        scale=scale,
        rows=cells.reader,
        header=cells.header,
        parser=cells.records.parser,
        newline=cells.records.newline,
        encoding="utf-8-bom",
        explains=explains,
    )
    grader = RowGrader(task, is_plain=is_plain)
    text, counts = render_header(task)
    for block in cells.iterate_blocks():
        found, counted = grader.grade_block(block)
        text += found
        counts.update(counted)
    return text, counts


@settings(max_examples=150)
@given(st.lists(cells, max_size=12), st.sampled_from(SCALES), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_is_graded_quickly_is_byte_for_byte_what_the_long_way_writes(
    rows: list[tuple[str, ...]], scale: Scale, explains: bool, newline: str
) -> None:
    data = write_list(rows, newline)

    quick = grade(data, scale, is_plain=False, explains=explains)

    assert quick == grade(data, scale, is_plain=True, explains=explains)


def test_the_quick_way_is_taken_and_the_long_one_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the comparison above: a wrong quick judgement shows in it."""
    data = write_list([("x", "R7", "10", "9", "", "up", "annual", "", "", "")])
    right = grade(data, build_scale(), is_plain=True)
    assert grade(data, build_scale(), is_plain=False) == right

    monkeypatch.setattr("shirube.core.plain_judge.render_percent_units", lambda scaled, digits: "12.3%")

    assert grade(data, build_scale(), is_plain=True) == right
    assert grade(data, build_scale(), is_plain=False) != right


def test_a_blank_row_and_one_with_a_name_only_are_not_taken_for_the_same() -> None:
    blank, named = ("",) * 10, ("x", *[""] * 9)

    text, counts = grade(write_list([blank, named, blank]), build_scale(), is_plain=False)

    lines = text.decode("utf-8-sig").splitlines()
    assert lines[1] == lines[3] == "," * 14
    assert "目標値がまだ入力されていない" in lines[2]
    assert counts["rows"] == 3


def test_units_that_convert_give_the_same_rate_with_and_without_an_explanation() -> None:
    row = ("x", "R7", "2時間", "90分", "", "up", "annual", "", "", "")

    for explains in (True, False):
        text, _ = grade(write_list([row]), build_scale(), is_plain=False, explains=explains)
        assert ",75.0%,3/4,B," in text.decode("utf-8-sig")
