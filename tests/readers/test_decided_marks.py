"""Decided grades of our own reports come back as decisions, with their reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from shirube.readers.decided_marks import take_decisions
from shirube.readers.read import read_plan
from shirube.writers.formats import write_report
from tests.builders import build_indicator, build_plan
from tests.writers.sample import decide

NOTE = "※1 事業1（参加者数） 令和5年度：算定評価はB、決定評価はA（理由：災害（台風）のため）"
EXAMPLE = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_decision_survives_the_way_through_a_report(tmp_path: Path, suffix: str) -> None:
    plan = decide(read_plan(EXAMPLE).plan, "2.2.1", "A")
    path = tmp_path / f"計画{suffix}"

    write_report(plan, path)

    assert plan.indicators[8].decisions
    assert read_plan(path).plan == plan


def test_the_note_gives_the_reason_and_the_grade_of_the_rule() -> None:
    plan = build_plan(build_indicator(marks={"R5": "A※1"}), footnotes=(NOTE, "※見本"))

    taken = take_decisions(plan)

    (decision,) = taken.indicators[0].decisions
    assert (decision.mark, decision.reason) == ("A", "災害（台風）のため")
    assert taken.indicators[0].published[0].mark == "B"
    assert taken.footnotes == ("※見本",)


def test_where_the_rule_gave_no_grade_none_is_left() -> None:
    note = NOTE.replace("算定評価はB", "算定評価はなし")

    taken = take_decisions(build_plan(build_indicator(marks={"R5": "A※1"}), footnotes=(note,)))

    assert taken.indicators[0].published == ()


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("A※1", "※1 速報値です。"),
        ("A※2", NOTE),
        ("B※1", NOTE),
        ("A", NOTE),
        ("A※1", "※評価の目安"),
    ],
)
def test_a_mark_without_such_a_note_stays_as_the_city_wrote_it(mark: str, note: str) -> None:
    plan = build_plan(build_indicator(marks={"R5": mark}), footnotes=(note,))

    assert take_decisions(plan) == replace(plan)
