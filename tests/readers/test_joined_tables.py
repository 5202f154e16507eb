"""Several tables of one document with the same headings are one plan; those that are not alike stay apart."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from shirube.core.finding import Level
from shirube.readers import joined_tables
from shirube.readers.around import DocumentTable
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.joined_tables import count_heading_rows, join_tables, strip_continued
from shirube.readers.read import ReadOptions, read_plans
from shirube.readers.recipe_tables import infer_recipe
from shirube.readers.result import ReadPlan
from shirube.readers.table import Table, find_tables
from tests.readers.tables import actuals, targets

HEAD = "指標名|単位|現状|目標（令和7年度）"
YEARLY = "指標名|目標|実績"


def write_page(path: Path, *parts: str) -> Path:
    """A web page of lines and of tables, whose rows and cells are parted by line ends and bars."""
    html = []
    for part in parts:
        if "|" not in part:
            html.append(f"<p>{part}</p>")
            continue
        rows = (
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>"
            for row in part.split("\n")
        )
        html.append(f"<table>{''.join(rows)}</table>")
    path.write_text(f"<meta charset='utf-8'><body>{''.join(html)}</body>", encoding="utf-8")
    return path


def read(path: Path) -> list[ReadPlan]:
    return read_plans(path, ReadOptions(trusted=True))


def test_a_table_for_each_measure_is_one_plan_with_the_measures_as_levels(tmp_path: Path) -> None:
    path = write_page(
        tmp_path / "計画.html",
        "みどり市総合計画 成果指標",
        "(1) 子育て",
        f"{HEAD}\n待機児童|人|3|0\n認定こども園|箇所|1|3",
        "(2) 学校教育",
        f"{HEAD}\n耐震化率|%|80|100",
        "※速報値を含む",
    )

    (found,) = read(path)

    names = [(path[-1].name if path else "", item.name) for path, item in found.plan.rows]
    assert names == [("(1) 子育て", "待機児童"), ("(1) 子育て", "認定こども園"), ("(2) 学校教育", "耐震化率")]
    assert [targets(item)[2025] for item in found.plan.indicators] == ["0", "3", "100"]
    assert found.plan.footnotes == ("※速報値を含む",)
    (finding,) = [one for one in found.findings if one.code == "tables-joined"]
    assert finding.level is Level.INFORMATION
    assert "2つの表" in finding.message


def test_tables_of_years_below_their_names_lose_none_of_them(tmp_path: Path) -> None:
    head = "年度|目標値|実績値"
    path = write_page(
        tmp_path / "環境.html",
        "環境基本計画の目標と実績",
        "ごみ排出量（グラム）",
        f"{head}\n令和4年度|905|911\n令和5年度|890|884",
        "水質測定の地点数（地点）",
        f"{head}\n令和4年度|30|33\n令和5年度|32|34",
    )

    (found,) = read(path)

    names = {item.name: (targets(item), actuals(item)) for item in found.plan.indicators}
    assert names == {
        "ごみ排出量（グラム）": ({2022: "905", 2023: "890"}, {2022: "911", 2023: "884"}),
        "水質測定の地点数（地点）": ({2022: "30", 2023: "32"}, {2022: "33", 2023: "34"}),
    }


@pytest.mark.parametrize(
    ("second", "units"), [("人", [["人", "人"]]), ("件", [["人"], ["件"]])], ids=["same", "other"]
)
def test_tables_whose_units_stand_above_them_are_one_where_these_are_the_same(
    tmp_path: Path, second: str, units: list[list[str]]
) -> None:
    path = write_page(
        tmp_path / "実績.html",
        "保育の計画と実績",
        "(1) 延長保育",
        "（単位：人）",
        f"{YEARLY}\n北部の保育所|412|405",
        "(2) 病児保育",
        f"（単位：{second}）",
        f"{YEARLY}\n南部の保育所|60|55",
    )

    found = read(path)

    assert [[item.unit for item in one.plan.indicators] for one in found] == units
    assert not [one for plan in found for one in plan.findings if one.code == "rows-unread"]


def test_tables_of_years_keep_the_unit_above_each_and_the_line_above_it_is_the_name(tmp_path: Path) -> None:
    head = "年度|目標値|実績値"
    path = write_page(
        tmp_path / "都市.html",
        "都市基盤の指標",
        "下水道の普及率",
        "（単位：％）",
        f"{head}\n令和4年度|86.0|85.7\n令和5年度|87.0|86.9",
        "バスの利用者数",
        "（単位：千人）",
        f"{head}\n令和4年度|410|388\n令和5年度|420|417",
    )

    (found,) = read(path)

    assert [(item.name, item.unit, actuals(item)) for item in found.plan.indicators] == [
        ("下水道の普及率", "%", {2022: "85.7", 2023: "86.9"}),
        ("バスの利用者数", "千人", {2022: "388", 2023: "417"}),
    ]


def test_tables_of_years_without_a_name_above_are_not_put_together(tmp_path: Path) -> None:
    head = "年度|目標値|実績値"
    path = write_page(
        tmp_path / "環境.html",
        f"{head}\n令和4年度|905|911\n令和5年度|890|884",
        f"{head}\n令和4年度|30|33\n令和5年度|32|34",
    )

    found = read(path)

    assert len(found) == 2


def test_the_recipe_of_joined_tables_reads_them_as_one_again(tmp_path: Path) -> None:
    path = write_page(
        tmp_path / "計画.html", f"{HEAD}\n待機児童|人|3|0", "(2) 学校", f"{HEAD}\n耐震化率|%|80|100"
    )
    (found,) = read(path)

    recipe = infer_recipe(found, "my")
    (again,) = read_plans(path, ReadOptions(trusted=True, layout=recipe))

    assert recipe.sheet == ""
    assert again.plan.indicators == found.plan.indicators


def test_a_cell_of_a_joined_table_is_named_by_its_own_table(tmp_path: Path) -> None:
    path = write_page(
        tmp_path / "計画.html", f"{HEAD}\n待機児童|人|3|0", "(2) 学校", f"{HEAD}\n耐震化率|%|80|100"
    )

    (found,) = read(path)

    place = found.grid.place(found.rows[found.plan.indicators[1].key], 0)
    assert (place.sheet, place.cell) == ("表2", "3行1列")


def test_a_table_that_goes_on_below_its_title_has_no_second_title_nor_parent(tmp_path: Path) -> None:
    head = "目標|指標|単位|基準値|R6実績|目標値(R7)"
    path = write_page(
        tmp_path / "計画.html",
        "数値目標の達成状況",
        f"{head}\n1 子育て|待機児童|人|12|0|0\n|出生率|―|1.4|1.3|1.6",
        "数値目標の達成状況（つづき）",
        f"{head}\n1 子育て（つづき）|一時預かり|人|10|12|20\n2 しごと|創業者数|人|5|6|9",
    )

    (found,) = read(path)

    assert [node.name for node in found.plan.nodes] == ["1 子育て", "2 しごと"]
    assert [len(node.indicators) for node in found.plan.nodes] == [3, 1]


def test_tables_of_different_years_are_columns_of_one_plan_and_no_further_rows(tmp_path: Path) -> None:
    path = write_page(
        tmp_path / "計画.html",
        "令和5年度の実績",
        f"{YEARLY}\n待機児童|3|2\n出生数|90|88",
        "令和6年度の実績",
        f"{YEARLY}\n待機児童|2|1\n出生数|92|80",
    )

    (found,) = read(path)

    assert [actuals(item) for item in found.plan.indicators] == [
        {2023: "2", 2024: "1"},
        {2023: "88", 2024: "80"},
    ]


def test_tables_with_other_headings_or_without_names_stay_apart(tmp_path: Path) -> None:
    other = write_page(tmp_path / "他.html", f"{HEAD}\n待機児童|人|3|0", f"{HEAD}|備考\n耐震化率|%|80|100|-")
    figures = "H26（基準値）|H27|H31（目標値）"
    nameless = write_page(
        tmp_path / "名.html",
        "数値目標① 出生数",
        f"{figures}\n90|91|95",
        "数値目標② 転入者数",
        f"{figures}\n50|52|60",
    )

    assert len(read(other)) == 2
    assert [found.plan.indicators[0].name for found in read(nameless)] == ["出生数", "転入者数"]


def test_sentences_above_a_further_table_are_kept_as_remarks_and_head_nothing(tmp_path: Path) -> None:
    said = "学校の建物は順に補強しており、来年度にはすべての棟で工事が終わる見込みです。"
    path = write_page(tmp_path / "計画.html", f"{HEAD}\n待機児童|人|3|0", said, f"{HEAD}\n耐震化率|%|80|100")

    (found,) = read(path)

    assert [item.name or path[-1].name for path, item in found.plan.rows] == ["待機児童", "耐震化率"]
    assert said in found.plan.remarks


def test_tables_of_a_word_document_are_joined_with_their_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    for number in (1, 2):
        document.add_paragraph(f"施策{number} 学びの場")
        table = document.add_table(3, 4)
        for column, text in enumerate(("分野", "指標名", "令和6年度目標", "令和6年度実績")):
            table.cell(0, column).text = text
        for row in (1, 2):
            for column, text in enumerate((f"講座数{number}{row}", f"{row}0", f"{row}{number}"), 1):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "生涯学習"
    path = tmp_path / "計画.docx"
    document.save(str(path))

    (found,) = read(path)

    assert [actuals(item) for item in found.plan.indicators] == [
        {2024: text} for text in ("11", "21", "12", "22")
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_a_single_table_is_left_as_it_is(count: int, tmp_path: Path) -> None:
    path = write_page(tmp_path / "計画.html", f"{HEAD}\n待機児童|人|3|0")
    grids = [read(path)[0].grid] * count

    assert join_tables(grids) == grids


def test_marks_of_cells_go_with_their_rows() -> None:
    head = ["指標", "令和6年度目標", "令和6年度実績"]
    first = Grid(
        file="計画.html",
        name="表1",
        rows=[head, ["会員数", "3人", "4人"], ["", "", ""], ["※速報値を含む", "", ""]],
        struck=frozenset({(3, 0)}),
        lettered=False,
    )
    second = Grid(
        file="計画.html",
        name="表2",
        rows=[head, ["相談件数", "5件", "6件"], ["廃止した指標", "7件", "8件"]],
        hidden_rows=frozenset({1}),
        struck=frozenset({(0, 1), (2, 0)}),
        notes={(0, 0): "見出しの注", (1, 2): "速報値"},
        lettered=False,
    )

    (joined,) = join_tables([first, second])

    rows = {str(row[0]): number for number, row in enumerate(joined.rows)}
    assert joined.hidden_rows == {rows["相談件数"]}
    assert joined.struck == {(rows["廃止した指標"], 0), (rows["※速報値を含む"], 0)}
    assert joined.notes == {(rows["相談件数"], 2): "速報値"}


def test_a_table_that_goes_on_over_pages_is_searched_for_headings_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two hundred pages with a repeated heading were once searched whole on each of them."""
    searched: list[int] = []

    def find(grid: Grid) -> list[Table]:
        searched.append(grid.height)
        return find_tables(grid)

    monkeypatch.setattr(joined_tables, "find_tables", find)
    table = DocumentTable([["指標", "令和6年度目標", "令和6年度実績"], ["会員数", "3人", "4人"]])

    for _ in range(3):
        assert count_heading_rows(table) == 1
        table.rows.append(["相談件数", "5件", "6件"])
    assert searched == [2]


@pytest.mark.timeout(20)
def test_a_text_with_a_wide_gap_is_looked_at_once_for_being_a_continuation() -> None:
    gap = " " * 200_000

    assert strip_continued(f"1 福祉{gap}（つづき）") == "1福祉"
    assert strip_continued(f"1 福祉{gap}の分野") == "1福祉の分野"


def test_a_legend_between_two_tables_is_none_of_their_headings() -> None:
    """Its rows ended the joined table, and what stood behind it was not read."""
    one = Grid(
        file="a.docx",
        name="表1",
        rows=[
            ["基本方針１", "", "", ""],
            ["指標", "R6目標", "R6実績", "進捗"],
            ["教室の参加者", "120人", "131人", "A"],
        ],
        lettered=False,
    )
    two = Grid(
        file="a.docx",
        name="表2",
        rows=[
            ["進捗　A：目標達成　B：目標の90％以上　C：90％未満", "", "", ""],
            ["基本方針２", "", "", ""],
            ["指標", "R6目標", "R6実績", "進捗"],
            ["利用団体", "160団体", "138団体", "C"],
        ],
        lettered=False,
    )

    (found,) = read_grids_as_plans([one, two], "a.docx")

    assert [item.name for item in found.plan.indicators] == ["教室の参加者", "利用団体"]
    assert found.plan.scale is not None


def test_a_further_table_with_lines_of_years_begins_with_its_own_year(tmp_path: Path) -> None:
    head = " |計画|実績"
    first = f"平成26年度| | \n{head}\n雇用|80社|87社\n平成27年度| | \n{head}\n雇用|81社|93社"
    second = (
        first.replace("雇用", "就職").replace("80社|87社", "69人|102人").replace("81社|93社", "70人|148人")
    )
    path = write_page(
        tmp_path / "実績.html", "3年間の実績", "アウトプット指標", first, "アウトカム指標", second
    )

    (found,) = read(path)

    assert [actuals(item) for item in found.plan.indicators] == [
        {2014: "87社", 2015: "93社"},
        {2014: "102人", 2015: "148人"},
    ]


def test_the_line_above_the_first_table_heads_its_rows_as_those_above_the_others_do(tmp_path: Path) -> None:
    path = write_page(
        tmp_path / "計画.html",
        "まちづくり計画の進捗状況",
        "子育て支援の充実",
        f"{HEAD}\n待機児童|人|3|0",
        "健康づくりの推進",
        f"{HEAD}\n受診率|%|40|45",
    )

    (found,) = read(path)

    assert found.plan.title == "まちづくり計画の進捗状況"
    assert [(nodes[0].name, item.name) for nodes, item in found.plan.rows] == [
        ("子育て支援の充実", "待機児童"),
        ("健康づくりの推進", "受診率"),
    ]


def test_tables_whose_names_stand_in_a_row_of_labels_above_them_keep_them(tmp_path: Path) -> None:
    rows = "|基準値|今年度目標値|今年度実績値\n数値|{0}|{1}|{2}\n時点|H30|R2|R2"
    path = write_page(
        tmp_path / "工程表.html",
        "指標1",
        f"指標名|指標の分類|||\n農業の生産額|成果指標|||\n{rows.format('764億円', '784億円', '770億円')}",
        "指標2",
        f"指標名|指標の分類|||\n鳥獣による被害額|成果指標|||\n{rows.format('81千円', '65千円', '73千円')}",
    )

    found = read(path)

    assert [item.name for plan in found for item in plan.plan.indicators] == [
        "農業の生産額",
        "鳥獣による被害額",
    ]
