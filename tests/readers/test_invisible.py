"""Characters that nobody sees."""

from __future__ import annotations

from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.invisible import drop_invisible
from tests.readers.tables import actuals, grid, targets

SHEET = """
指標 | R5目標 | R5\u200b実績
受診者数（人） | \u200b1\u00ad20 | \u200e130\u202c
"""


def test_signs_without_a_shape_hide_neither_headings_nor_figures() -> None:
    ((item,),) = (found.plan.indicators for found in read_grids_as_plans([grid(SHEET)], "表.tsv"))

    assert (targets(item), actuals(item)) == ({2023: "120"}, {2023: "130"})


def test_a_grid_without_such_signs_stays_the_same_one() -> None:
    plain = Grid(file="", name="", rows=[["指標", "👨‍👩‍👧の数", 5], ["", "一", ""]])

    assert drop_invisible(plain) is plain


def test_only_the_rows_concerned_are_made_anew() -> None:
    sheet = Grid(file="", name="", rows=[["指標", 5], ["一\u200b", "２"]])

    assert drop_invisible(sheet).rows == [["指標", 5], ["一", "２"]]
    assert drop_invisible(sheet).rows[0] is sheet.rows[0]


def test_characters_that_only_look_alike_are_those_that_people_type() -> None:
    row = ["⾼齢者の⼈数", "市⺠", "江⼾", "⿊字", "⻑さ", "か\u3099ん検診", "ハ\u309aス"]

    cleaned = drop_invisible(Grid(file="", name="", rows=[row]))

    assert cleaned.rows == [["高齢者の人数", "市民", "江戸", "黒字", "長さ", "がん検診", "パス"]]


def test_old_forms_and_forms_of_names_stay_as_they_are_written() -> None:
    kept = ["龍野", "髙橋", "﨑", "神", "國", "濱", "①"]
    sheet = Grid(file="", name="", rows=[[*kept, "⽬標"]])

    assert drop_invisible(sheet).rows == [[*kept, "目標"]]
