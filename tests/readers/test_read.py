"""The example table, as it is and in other shapes, read to the same plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest

from shirube.core.agreement import compare_published
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from shirube.core.scale import Evidence
from shirube.readers.chosen_table import choose_plan
from shirube.readers.formats import read_source
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.read import read_plan
from shirube.readers.result import ReadPlan
from shirube.readers.source import FileGrids, Source, UnreadableFile
from shirube.readers.text_file import read_text_grids

SAMPLE = files("shirube.examples").joinpath("sample_plan.tsv").read_text(encoding="utf-8")

Rows = list[list[str]]


def read_text(text: str, name: str = "表.tsv") -> ReadPlan:
    grids = read_text_grids(Source(name=name, data=text.encode()))
    return choose_plan(read_grids_as_plans(grids.grids, name))


def change(edit: Callable[[Rows], Rows]) -> ReadPlan:
    """The example read after its cells were changed."""
    rows = [line.split("\t") for line in SAMPLE.splitlines()]
    width = max(map(len, rows))
    return read_text(
        "\n".join("\t".join(row) for row in edit([row + [""] * (width - len(row)) for row in rows]))
    )


def figures(plan: Plan) -> list[tuple[object, ...]]:
    """What must not change with the shape of the table."""
    return [
        (
            path[-1].name,
            indicator.name,
            indicator.unit,
            indicator.bodies,
            [
                (item.year, item.reading.quantity and item.reading.quantity.value)
                for item in indicator.targets
            ],
            [(item.year, item.reading.missing) for item in indicator.actuals],
            [(item.year, item.mark) for item in indicator.published],
            indicator.statuses,
        )
        for path, indicator in plan.rows
    ]


@pytest.fixture(scope="module")
def sample() -> ReadPlan:
    return read_text(SAMPLE)


def test_title_name_and_document_number_are_found_around_the_table(sample: ReadPlan) -> None:
    plan = sample.plan

    assert plan.title.startswith("あきる野市商工業振興プラン")
    assert plan.name == "あきる野市商工業振興プラン"
    assert plan.municipality == "あきる野市"
    assert plan.document_number == "資料2"
    assert len(plan.footnotes) == 1


def test_blank_parents_are_carried_down_to_three_seven_fourteen_nodes(sample: ReadPlan) -> None:
    assert sample.plan.levels == ("方向性", "個別施策", "実施事業")
    assert sample.plan.count_nodes() == (3, 7, 14)


def test_an_activity_cell_is_taken_apart(sample: ReadPlan) -> None:
    path, indicator = sample.plan.rows[5]

    assert (path[-1].name, path[-1].labels, path[-1].page) == ("経営支援セミナー", ("新規事業",), "P.35")
    assert indicator.name == "参加者数"
    assert path[-1].is_new


def test_two_bodies_are_told_from_a_dot_inside_a_name(sample: ReadPlan) -> None:
    path, indicator = sample.plan.rows[4]

    assert indicator.bodies == ("商工会", "市")
    assert path[-1].name == "中小・小口・マル経"


def test_a_dash_in_the_baseline_means_that_there_is_none(sample: ReadPlan) -> None:
    baseline = sample.plan.rows[5][1].baseline

    assert baseline is not None
    assert baseline.reading.missing is Missing.NO_BASELINE
    assert baseline.year == FiscalYear(2021)


def test_targets_of_a_year_to_come_have_no_actual_yet(sample: ReadPlan) -> None:
    future = [indicator.actual(FiscalYear(2026)) for indicator in sample.plan.indicators]

    assert [item.reading.missing for item in future if item] == [Missing.NOT_DUE] * 14


def test_issue_tags_are_split_outside_parentheses_and_none_is_no_tag(sample: ReadPlan) -> None:
    seminar = sample.plan.rows[5][1].statuses[0]
    loans = sample.plan.rows[4][1].statuses[0]

    assert seminar.issues == ("周知", "集客", "テーマの選定", "実施方法(対面/オンライン)", "実施日時")
    assert (loans.issues, loans.no_issue) == ((), True)


def test_the_legend_agrees_with_all_forty_two_published_marks(sample: ReadPlan) -> None:
    scale = sample.plan.scale
    assert scale is not None

    agreement = compare_published(sample.plan, scale)

    assert (len(agreement.agree), len(agreement.differ), len(agreement.undetermined)) == (42, 0, 0)


def test_examples_prove_the_edge_at_fifty_and_leave_ninety_and_a_hundred_and_twenty_open(
    sample: ReadPlan,
) -> None:
    scale = sample.plan.scale
    assert scale is not None

    found = {band.mark: band.rate.lower for band in scale.bands if band.rate and band.rate.lower}

    assert found["B"].evidence is Evidence.CONFIRMED
    assert not found["B"].inclusive
    assert found["A"].evidence is found["S"].evidence is Evidence.OPEN


def test_columns_in_another_order_give_the_same_plan(sample: ReadPlan) -> None:
    order = [3, 6, 2, 18, 16, 17, 1, 12, 11, 10, 0, 7, 9, 8, 15, 13, 14, 5, 4]

    def shuffle(rows: Rows) -> Rows:
        # Group headings stand in the first column of their group, wherever that now is.
        top = rows[5]
        for start in (7, 10, 13, 16):
            top[start + 1] = top[start + 2] = top[start]
        return [
            [row[index] for index in order] if number in range(5, 21) else row
            for number, row in enumerate(rows)
        ]

    assert figures(change(shuffle).plan) == figures(sample.plan)


def test_years_may_be_added_and_written_in_western_style(sample: ReadPlan) -> None:
    def extend(rows: Rows) -> Rows:
        rows[5] += ["2027年度", "", ""]
        rows[6] += ["年間目標", "実績", "評価"]
        return [
            row + (["99人", "", ""] if 7 <= number < 21 else [""] * 3 if number not in (5, 6) else [])
            for number, row in enumerate(rows)
        ]

    plan = change(extend).plan

    assert [item.year.start for item in plan.indicators[0].targets] == [2023, 2024, 2025, 2026, 2027]
    assert figures(plan)[0][6] == figures(sample.plan)[0][6]


def test_units_may_be_missing(sample: ReadPlan) -> None:
    def strip(rows: Rows) -> Rows:
        return [
            [
                cell.rstrip("人件回店部講座") if 7 <= number < 21 and column >= 6 else cell
                for column, cell in enumerate(row)
            ]
            for number, row in enumerate(rows)
        ]

    plan = change(strip).plan

    assert {indicator.unit for indicator in plan.indicators} == {""}
    assert [row[4] for row in figures(plan)] == [row[4] for row in figures(sample.plan)]
    assert plan.scale is not None
    assert len(compare_published(plan, plan.scale).agree) == 42


def test_a_cp932_csv_gives_the_same_plan(tmp_path: Path, sample: ReadPlan) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(line.split("\t") for line in SAMPLE.splitlines())
    path = tmp_path / "進捗状況.csv"
    path.write_bytes(buffer.getvalue().encode("cp932"))

    assert read_plan(path).plan == sample.plan


def test_a_figure_that_is_not_understood_is_kept_with_its_place(sample: ReadPlan) -> None:
    def spoil(rows: Rows) -> Rows:
        rows[9][8] = "ほぼ順調です"
        return rows

    read = change(spoil)

    actual = read.plan.rows[2][1].actual(FiscalYear(2023))
    assert actual is not None
    assert (actual.reading.missing, actual.reading.text) == (Missing.UNREADABLE, "ほぼ順調です")
    assert [finding.place.cell for finding in read.findings if finding.code == "cell-unreadable"] == [
        "10行9列"
    ]
    assert len(read.plan.indicators) == 14


def test_a_column_without_meaning_is_kept_and_named() -> None:
    def add(rows: Rows) -> Rows:
        return [
            row
            + (
                ["ぬるぽ", ""][number - 5 : number - 4]
                if number in (5, 6)
                else [f"控え{number}" if 7 <= number < 21 else ""]
            )
            for number, row in enumerate(rows)
        ]

    read = change(add)

    assert read.plan.indicators[0].extras == ((19, "控え7"),)
    assert "column-unknown" in {finding.code for finding in read.findings}


def test_every_figure_can_be_found_again_in_the_file(sample: ReadPlan) -> None:
    place = sample.find_place(sample.plan.indicators[1].key, Role.ACTUAL, FiscalYear(2024))

    assert place is not None
    assert place.cell == "9行12列"


def test_a_text_without_a_table_is_refused_with_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("会議のお知らせ\n来週の会議は中止します。\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="指標の表が見つかりません"):
        read_plan(path)


def test_a_sound_table_yields_no_finding(sample: ReadPlan) -> None:
    assert sample.findings == ()


def test_a_legend_given_apart_from_the_table_belongs_to_it() -> None:
    head = [["指標", "R5目標", "R5実績", "R5評価"], ["人数", "10人", "9人", "A"]]
    legend = [["評価区分", "内容"], ["A", "達成(90%以上)"], ["B", "未達成(90%未満)"], ["※速報値を含む", ""]]
    grids = [Grid(file="表.pdf", name="表1", rows=head), Grid(file="表.pdf", name="表2", rows=legend)]

    (read,) = read_grids_as_plans(grids, "表.pdf")

    assert read.plan.scale is not None
    assert [band.mark for band in read.plan.scale.bands] == ["A", "B"]
    assert read.plan.footnotes == ("※速報値を含む",)


def test_only_a_short_plain_text_is_read_without_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded: list[str] = []

    def read_in_child(source: Source) -> FileGrids:
        guarded.append(source.name)
        return read_source(source)

    monkeypatch.setattr("shirube.readers.sandbox.read_source_in_child", read_in_child)
    short, long, page = (tmp_path / name for name in ("短い.tsv", "長い.tsv", "頁.html"))
    short.write_text(SAMPLE, encoding="utf-8")
    long.write_text(SAMPLE + "\n※" + "長" * 400_000, encoding="utf-8")
    page.write_text(
        "<table><tr><th>指標</th><th>R5目標</th><th>R5実績</th></tr>"
        "<tr><td>人数</td><td>5人</td><td>4人</td></tr></table>",
        encoding="utf-8",
    )

    for path in (short, long, page):
        read_plan(path)

    assert guarded == ["長い.tsv", "頁.html"]


def test_a_legend_on_a_sheet_of_its_own_holds_for_every_table_before_it() -> None:
    def table(name: str) -> Grid:
        rows = [["指標", "R5目標", "R5実績", "R5評価"], [name, "10人", "9人", "A"]]
        return Grid(file="表.xlsx", name=name, rows=rows)

    legend = [["評価区分", "内容"], ["A", "達成(90%以上)"], ["B", "未達成(90%未満)"]]
    grids = [table("甲"), table("乙"), Grid(file="表.xlsx", name="評価の見方", rows=legend)]

    found = read_grids_as_plans(grids, "表.xlsx")

    assert [read.plan.scale is not None for read in found] == [True, True]


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    rows = [["指標", "R6目標", "R6実績"], ["相談件数", "10", "9"]]
    shown, hidden = (
        Grid(file="a", name="今年", rows=rows),
        Grid(file="a", name="前年", rows=rows, hidden=True),
    )

    (found,) = read_grids_as_plans([shown, hidden], "a.xlsx")
    alone = read_grids_as_plans([hidden], "a.xlsx")
    plain = read_grids_as_plans([shown], "a.xlsx")

    (said,) = (one for one in found.findings if one.code == "hidden-sheets")
    assert "「前年」" in said.message
    assert all("hidden-sheets" not in {one.code for one in read.findings} for read in (*alone, *plain))


def test_accounts_beside_a_plan_are_not_taken_for_it_though_they_have_more_rows(tmp_path: Path) -> None:
    file = tmp_path / "評価票.tsv"
    file.write_text(
        "成果指標\tH25目標\tH25実績\n利用料金\t61,210\t59,714\n\n"
        "収支状況\tH24年度実績\tH25年度実績\n"
        "指定管理料\t0\t0\n利用料金収入\t61,338\t59,714\n支出計\t63,756\t61,178\n",
        encoding="utf-8",
    )

    read = read_plan(file)

    assert [item.name for item in read.plan.indicators] == ["利用料金"]
    (said,) = (one for one in read.findings if one.code == "other-tables")
    assert "目標値のある表" in said.message


@pytest.mark.parametrize("years", [("R4", "R5", "R6"), ("R6", "R5", "R4"), ("R5", "R6", "R7")])
def test_of_sheets_for_a_year_each_the_newest_with_actuals_is_meant(
    tmp_path: Path, years: tuple[str, str, str]
) -> None:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for year in years:
        sheet = book.create_sheet(year)
        # Of the year to come only the targets are known.
        reached = 9 if year != "R7" else ""
        for row in (["指標", f"{year}目標", f"{year}実績"], ["相談件数", 5, reached], ["講座数", 6, reached]):
            sheet.append(row)
    book.save(tmp_path / "年度別.xlsx")

    read = read_plan(tmp_path / "年度別.xlsx")

    assert read.grid.name == "R6"
    (said,) = (one for one in read.findings if one.code == "other-tables")
    assert "実績値の新しい" in said.message
