"""What web pages draw as tables without calling it so."""

from __future__ import annotations

from shirube.readers.formats import read_source
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.source import FileGrids
from tests.readers.tables import actuals, targets
from tests.readers.workbooks import source


def read(body: str) -> FileGrids:
    return read_source(source(f"<html><body>{body}</body></html>".encode(), "表.html"))


def rows_of(body: str) -> list[list[list[object]]]:
    return [[list(row) for row in grid.rows] for grid in read(body).grids]


def test_areas_that_are_a_table_to_a_screen_reader_are_one() -> None:
    head = '<div role="columnheader" aria-colspan="2">指標</div><div role="columnheader">R6目標</div>'
    body = '<div role="rowheader">普及率</div><div role="cell">％</div><div role="cell">80</div>'
    page = (
        '<h1>題</h1><div role="table"><div role="rowgroup"><div role="row">'
        f'{head}</div></div><div role="row">{body}</div></div>'
    )

    (grid,) = read(page).grids

    assert [list(row) for row in grid.rows] == [
        ["題", "", ""],
        ["指標", "", "R6目標"],
        ["普及率", "％", "80"],
    ]
    assert [(span.top, span.left, span.right) for span in grid.merges] == [(1, 0, 1)]


def test_lists_of_words_with_figures_are_forms_named_by_their_headings() -> None:
    page = "<h1>こども計画</h1>" + "".join(
        f"<h2>{name}（人）</h2><dl><dt>基準値（R3）</dt><dd>{base}</dd><dt>実績値（R6）<dd>{actual}"
        f"<dt>目標値（R8）</dt><dd>{target}</dd></dl>"
        for name, base, actual, target in (("会員数", 612, 655, 700), ("利用者数", 40, 51, 60))
    )

    (found,) = read_grids_as_plans(read(page).grids, "表.html")

    assert [(item.name, item.unit) for item in found.plan.indicators] == [
        ("会員数（人）", "人"),
        ("利用者数（人）", "人"),
    ]
    first = found.plan.indicators[0]
    assert (targets(first), actuals(first).get(2024)) == ({2026: "700"}, "655")


def test_lists_that_explain_terms_stay_lines() -> None:
    page = "<dl><dt>KPI<dd>重要業績評価指標<dt>目標<dd>目指すこと</dl><table><tr><td>1<td>2</table>"

    assert rows_of(page) == [
        [["KPI", ""], ["重要業績評価指標", ""], ["目標", ""], ["目指すこと", ""], ["1", "2"]]
    ]


def test_words_for_screen_readers_are_left_out_beside_what_is_shown_and_kept_alone() -> None:
    page = (
        "<table><tr><th><button>単位<span class='sr-only'>で並べ替え</span></button><th>評価"
        "<tr><td>人<td><i class='icon'></i><span class='icon visually-hidden'>達成</span></table>"
    )

    assert rows_of(page) == [[["単位", "評価"], ["人", "達成"]]]
