from __future__ import annotations

from shirube.store.load import load_plan
from shirube.web.entry_page import build_entry_rows, render_typed
from shirube.web.prepared_plan import prepare_plan
from tests.builders import reading, year
from tests.web.conftest import Office, put_further_rule_in_force


def test_the_field_holds_the_figure_without_the_unit_beside_it() -> None:
    assert render_typed(reading("28,000部"), "部") == "28,000"
    assert render_typed(reading("17店"), "人") == "17店"
    assert render_typed(reading("未公表"), "人") == ""
    assert render_typed(None, "人") == ""


def test_only_allowed_rows_are_built_in_printed_order(office: Office) -> None:
    prepared = prepare_plan(load_plan(office.plan))
    allowed = frozenset({office.indicator("2.1.2"), office.indicator("1.1.1")})

    rows = build_entry_rows(prepared, year("R8"), allowed, {}, accepted={})

    assert [row.name for row in rows] == ["事業承継セミナー", "まちゼミ"]
    assert (rows[0].target.text, rows[0].last.text, rows[0].last_mark) == ("65", "17", "C")
    assert rows[0].figure == ""
    assert rows[0].version == 1  # the table had an empty cell for it


def test_a_year_with_figures_shows_them_with_their_grade(office: Office) -> None:
    prepared = prepare_plan(load_plan(office.plan))

    row = build_entry_rows(prepared, year("R7"), frozenset({office.indicator("2.2.1")}), {}, accepted={})[0]

    assert (row.figure, row.grade.mark) == ("88", "B")
    assert row.grade.sentence == "88店 ÷ 110店 = 80.0%（50%超90%未満）→ B"
    assert row.status.startswith("取扱店舗の地図を作成し")


def test_the_grade_of_a_year_has_the_colours_of_the_rule_in_force_then(office: Office) -> None:
    put_further_rule_in_force(office)
    prepared = prepare_plan(load_plan(office.plan))
    own = frozenset({office.indicator("2.2.1")})

    row = build_entry_rows(prepared, year("R7"), own, {}, accepted={})[0]

    assert (row.grade.mark, row.grade.tone) == ("良", "t0")
    assert (row.last_mark, row.last_tone) == ("B", "t2")
