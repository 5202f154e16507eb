"""Labels in a table of their own reach the figures of the table below it."""

from __future__ import annotations

from shirube.readers.form_parts import stack_forms
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans

FIGURES = "区分|R3|R5|R6\n目標|－|{0}|{1}\n実績|{2}|{3}|{4}"


def make_grid(name: str, text: str) -> Grid:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n")]
    return Grid(file="調書.docx", name=name, rows=rows, lettered=False)


def make_form(number: int, label: str, *figures: str) -> list[Grid]:
    return [
        make_grid(f"表{number}", f"施策|子育て支援|指標名|{label}\n単位|件|担当課|企画課"),
        make_grid(f"表{number + 1}", FIGURES.format(*figures)),
    ]


def test_forms_of_two_tables_have_their_names_and_figures() -> None:
    grids = [
        *make_form(1, "相談件数", "30", "35", "28", "31", "36"),
        *make_form(3, "講座の開催数", "5", "7", "3", "6", "7"),
    ]

    plans = read_grids_as_plans(grids, "調書.docx")

    figures = {
        item.name: ([one.reading.text for one in item.targets if one.reading.quantity], item.unit)
        for plan in plans
        for item in plan.plan.indicators
    }
    assert figures == {"相談件数": (["30", "35"], "件"), "講座の開催数": (["5", "7"], "件")}


def test_a_cell_below_labels_is_named_by_its_own_table() -> None:
    (whole,) = stack_forms(make_form(1, "相談件数", "30", "35", "28", "31", "36"))

    assert whole.height == 5
    assert (whole.place(1, 0).sheet, whole.place(3, 2).sheet) == ("表1", "表2")
    assert whole.rows[3][2] == "30"


def test_a_table_without_names_in_its_labels_stays_apart() -> None:
    labels = make_grid("表1", "担当課|企画課\n単位|件")
    figures = make_grid("表2", FIGURES.format("30", "35", "28", "31", "36"))

    assert stack_forms([labels, figures]) == [labels, figures]
    assert stack_forms([figures, labels]) == [figures, labels]


def test_tables_of_one_form_are_read_as_of_one_sheet() -> None:
    grids = [
        make_grid("表1", "政策|3|活力のある町|\n施策|3-1|起業の支援|\n担当|商工課|内線|1904"),
        make_grid("表2", FIGURES.format("30", "35", "28", "31", "36")),
        make_grid("表3", "事業費の推移|||\n|R3|R5|R6\n事業費|100|200|300"),
    ]

    (whole,) = stack_forms(grids)

    assert [whole.rows[row][0] for row in (0, 3, 6)] == ["政策", "区分", ""]
    assert whole.place(7, 0).sheet == "表3"


def test_the_next_form_of_a_document_begins_with_the_same_label() -> None:
    grids = [
        *make_form(1, "相談件数", "30", "35", "28", "31", "36"),
        make_grid("表3", "課題|説明の文"),
        *make_form(4, "講座の開催数", "5", "7", "3", "6", "7"),
    ]

    one, other = stack_forms(grids)

    assert [grid.place(0, 0).sheet for grid in (one, other)] == ["表1", "表4"]


def test_labels_above_a_long_document_belong_to_its_first_table() -> None:
    labels = make_grid("表1", "基本目標|子育て支援|担当課|企画課")
    figures = [
        make_grid(f"表{number}", FIGURES.format("30", "35", "28", "31", "36")) for number in range(2, 40)
    ]

    first, *others = stack_forms([labels, *figures])

    assert first.height == labels.height + figures[0].height
    assert others == figures[1:]


def test_the_name_of_a_form_is_above_the_indicators_of_its_further_tables() -> None:
    grids = [
        make_grid("表1", "事務事業名|小中学校の施設整備"),
        make_grid(
            "表2",
            "○事業概要||||\n成果指標1|区分|平成25年度|平成26年度|平成27年度\n整備した校数|計画値|24|24|24\n|実績値|23|23|23",
        ),
    ]

    (found,) = read_grids_as_plans(grids, "調書.docx")

    assert [[node.name for node in path] for path, _ in found.plan.rows] == [["小中学校の施設整備"]]
